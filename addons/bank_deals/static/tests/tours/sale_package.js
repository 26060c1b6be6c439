import { registry } from "@web/core/registry";

/** A manager adds a facility to the package of his deal and starts a sequence. */
registry.category("web_tour.tours").add("bank_sale_package", {
    url: "/odoo/bank-deals",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_kanban_record:contains(Щербаков)",
            run: "click",
        },
        {
            trigger: ".o_form_view .nav-link:contains(Пакет)",
            timeout: 60000,
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=facility_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=facility_ids] [name=product_id] input",
            run: "edit Кредитная линия",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Кредитная линия)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=facility_ids] [name=amount] input",
            run: "edit 40000",
        },
        {
            trigger: ".o_field_widget[name=facility_ids] [name=term_months] input",
            run: "edit 6",
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "the package is worth both",
            trigger: "[name=expected_revenue]:contains(/140.000/)",
            timeout: 60000,
        },
        { trigger: ".o_bank_more_toggle:contains(Ещё)", run: "click" },
        {
            trigger: ".o-dropdown--menu button[name=action_start_plan]",
            run: "click",
        },
        {
            trigger: ".modal [name=plan_id] input",
            timeout: 60000,
            run: "edit Второе письмо",
        },
        {
            trigger: ".modal .o-autocomplete--dropdown-item:contains(Второе письмо)",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_begin]:enabled",
            run: "click",
        },
        {
            content: "what waits for its turn is seen in the plan",
            trigger: "body:not(:has(.modal)) .o_data_row:contains(Ждёт очереди)",
            timeout: 60000,
        },
    ],
});

/** A business administrator looks at territories, answers, the life of offers. */
registry.category("web_tour.tours").add("bank_sale_settings", {
    url: "/odoo/bank-territories",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_list_button_add",
            run: "click",
        },
        { trigger: ".o_field_widget[name=name] input", run: "edit Север" },
        {
            trigger: ".o_field_widget[name=cities] textarea",
            run: "edit Кемь, Беломорск",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.o_form_button_save:visible))" },
        {
            trigger: ".breadcrumb-item a, .o_back_button a",
            run: "click",
        },
        { trigger: ".o_data_row:contains(Беломорск)", timeout: 60000 },
    ],
});
