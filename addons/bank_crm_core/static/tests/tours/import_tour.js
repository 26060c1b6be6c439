import { registry } from "@web/core/registry";

const TEXT = [
    "ФИО;Дата рождения;Телефон",
    "Загруженный Олег;17.05.1980;8 916 700-00-01",
    "Загруженная Ольга;31.02.1981;8 916 700-00-02",
].join("\n");

function upload(selector, name, text) {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], name));
    const input = document.querySelector(selector);
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** A manager brings a list from Excel: it is tried first, then the good rows come in. */
registry.category("web_tour.tours").add("bank_client_import", {
    url: "/odoo/bank-client-imports",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=file] .o_select_file_button",
            run: () =>
                upload(".o_field_widget[name=file] input[type=file]", "list.csv", TEXT),
        },
        {
            trigger: ".o_field_widget[name=file] .o_clear_file_button",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The columns are named already",
            trigger:
                ".o_field_widget[name=column_ids] .o_data_row:contains(17.05.1980):contains(Дата рождения)",
        },
        {
            trigger: "button[name=action_try]:contains(Проверить строки)",
            run: "click",
        },
        {
            trigger: ".o_arrow_button_current:contains(Проверены)",
        },
        {
            trigger: ".o_notebook a[name=problems]",
            run: "click",
        },
        {
            content: "What is wrong is said row by row",
            trigger:
                ".o_field_widget[name=problem_ids] .o_data_row:contains(31.02.1981):contains(не дата)",
        },
        {
            trigger: "button[name=action_import]:contains(Внести строки без ошибок)",
            run: "click",
        },
        {
            trigger: ".o_arrow_button_current:contains(Завершён)",
        },
        {
            trigger: "button[name=action_open_clients]",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:contains(Загруженный Олег)",
        },
    ],
});
