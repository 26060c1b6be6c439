import { registry } from "@web/core/registry";

const MENU = "[data-menu-xmlid='bank_crm_core.bank_menu_products']";

function openMenu(name) {
    return [
        { trigger: MENU, run: "click" },
        {
            trigger: `[data-menu-xmlid='bank_crm_core.${name}']`,
            run: "click",
        },
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_form_view .o_form_editable" },
    ];
}

function enter(field, text) {
    return {
        trigger: `.o_field_widget[name=${field}] input`,
        run: `edit ${text} && press Tab`,
    };
}

function choose(field, label) {
    return [
        { trigger: `.o_field_widget[name=${field}] input`, run: "click" },
        { trigger: `.o_select_menu_item:contains(${label})`, run: "click" },
    ];
}

function chooseCategory(name) {
    return [
        {
            trigger: ".o_field_widget[name=category_id] input",
            run: `edit ${name}`,
        },
        {
            trigger: `.o-autocomplete--dropdown-item:contains(${name})`,
            run: "click",
        },
    ];
}

function addOption(name, code) {
    const row = ".o_field_widget[name=option_ids] .o_selected_row";
    return [
        {
            trigger: ".o_field_widget[name=option_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        { trigger: `${row} [name=name] input`, run: `edit ${name}` },
        { trigger: `${row} [name=code] input`, run: `edit ${code}` },
    ];
}

const SAVE = [
    { trigger: ".o_form_button_save", run: "click" },
    { trigger: ".o_form_saved" },
];

/** Goods of another trade, a car, are set up and put on sale without code. */
registry.category("web_tour.tours").add("bank_product_launch", {
    url: "/odoo/bank-product-categories",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_list_button_add",
            run: "click",
        },
        enter("name", "Автомобили"),
        enter("code", "t_cars"),
        ...SAVE,
        ...openMenu("bank_attribute_menu"),
        enter("name", "Состояние"),
        ...chooseCategory("Автомобили"),
        enter("code", "t_condition"),
        ...choose("kind", "справочник"),
        ...addOption("Новый", "new"),
        ...addOption("С пробегом", "used"),
        ...SAVE,
        ...openMenu("bank_attribute_menu"),
        enter("name", "Цвет"),
        ...chooseCategory("Автомобили"),
        enter("code", "t_colour"),
        ...choose("kind", "Текст"),
        ...SAVE,
        ...openMenu("bank_attribute_menu"),
        enter("name", "Пробег"),
        ...chooseCategory("Автомобили"),
        enter("code", "t_mileage"),
        ...choose("kind", "Целое"),
        enter("unit", "км"),
        ...SAVE,
        ...openMenu("bank_attribute_menu"),
        enter("name", "Цена километра"),
        ...chooseCategory("Автомобили"),
        enter("code", "t_per_km"),
        ...choose("kind", "Вычисляемый"),
        {
            content: "A formula that reads what is not there is refused",
            trigger: ".o_field_widget[name=formula] textarea",
            run: "edit amount / t_speed",
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            trigger: ".modal:contains(t_speed) .modal-footer .btn-primary",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=formula] textarea",
            run: "edit amount / t_mileage",
        },
        ...SAVE,
        ...openMenu("bank_attribute_menu"),
        enter("name", "Акт осмотра"),
        ...chooseCategory("Автомобили"),
        enter("code", "t_inspection"),
        ...choose("kind", "Файл"),
        {
            trigger: ".o_field_widget[name=document_type_id] input",
            run: "edit Акт осмотра автомобиля",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Акт осмотра автомобиля)",
            run: "click",
        },
        ...SAVE,
        ...openMenu("bank_product_menu"),
        enter("name", "Lada Vesta"),
        ...chooseCategory("Автомобили"),
        ...choose("trade", "Прочее"),
        enter("code", "t_vesta"),
        ...SAVE,
        {
            content: "The attributes of the category are the product's",
            trigger: "[name=attribute_ids] .o_data_row:contains(Пробег):contains(км)",
        },
        {
            trigger: "[name=attribute_ids] .o_data_row:contains(Состояние)",
        },
        {
            trigger: "[name=attribute_ids] .o_data_row:contains(Цвет)",
        },
        {
            trigger:
                "[name=attribute_ids] .o_data_row:contains(Цена километра):contains(Вычисляемый)",
        },
        {
            trigger:
                "[name=attribute_ids] .o_data_row:contains(Акт осмотра):contains(Файл)",
        },
        {
            trigger: "button[name=action_activate]:contains(Начать продажи)",
            run: "click",
        },
        {
            trigger: ".o_arrow_button_current:contains(В продаже)",
        },
    ],
});
