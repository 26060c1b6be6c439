import { registry } from "@web/core/registry";

/** A manager adds the director of a company, looks at the graph and adds his wife. */
registry.category("web_tour.tours").add("bank_relations", {
    url: "/odoo/bank-clients",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_data_row .o_data_cell:contains(ООО Ромашка)",
            run: "click",
        },
        {
            trigger: ".o_notebook a[name=relations]:contains(Связи)",
            run: "click",
        },
        {
            trigger: "button[name=action_add_relation]",
            run: "click",
        },
        {
            content: "One line: who he is, his name, his phone",
            trigger: ".modal div[name=role] input",
            run: "click",
        },
        {
            trigger:
                ".o-dropdown-item:contains(/^Руководитель$/), .dropdown-item:contains(/^Руководитель$/)",
            run: "click",
        },
        {
            content: "It is taken before he goes on",
            trigger: ".modal div[name=role] input:value(Руководитель)",
        },
        {
            trigger: ".modal div[name=name] input",
            run: "edit Ветров Илья",
        },
        {
            trigger: ".modal div[name=phone] input",
            run: "edit 8 916 700-00-01",
        },
        {
            trigger: ".modal button[name=action_save]",
            run: "click",
        },
        {
            content: "He stands on the card with what he is",
            trigger:
                "body:not(:has(.modal)) [name=card_relation_ids] .o_data_row:contains(Руководитель):contains(Ветров)",
        },
        {
            content: "Owners through a chain, in words",
            trigger: "div[name=owners]:contains(40):contains(60 % в «ООО Верхняя»)",
        },
        {
            trigger: "button[name=action_open_graph]",
            run: "click",
        },
        {
            content: "See",
            trigger: ".o_bank_relation_graph .o_bank_graph_node:contains(Ветров)",
        },
        {
            trigger: ".o_bank_graph_edge:contains(60 %)",
        },
        {
            content: "Add the wife of an owner",
            trigger: ".o_bank_graph_node:contains(Щербаков) .o_bank_graph_add circle",
            run: "click",
        },
        {
            trigger: ".modal div[name=role] input",
            run: "click",
        },
        {
            trigger:
                ".o-dropdown-item:contains(Супруг), .dropdown-item:contains(Супруг)",
            run: "click",
        },
        {
            trigger: ".modal div[name=role] input:value(Супруг)",
        },
        {
            trigger: ".modal div[name=name] input",
            run: "edit Щербакова Мария",
        },
        {
            trigger: ".modal button[name=action_save]",
            run: "click",
        },
        {
            trigger:
                "body:not(:has(.modal)) .o_bank_graph_node:contains(Щербакова Мария)",
        },
        {
            content: "A relation is changed where it is drawn: the marriage ends today",
            trigger: ".o_bank_graph_edge[aria-label*='Мария'] text",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_end]:contains(Завершить сегодня)",
            timeout: 60000,
            run: "click",
        },
        {
            content: "Open his card",
            trigger:
                "body:not(:has(.modal)) .o_bank_graph_node:contains(Щербаков Пётр) .o_name",
            run: "click",
        },
        {
            trigger:
                ".o_form_view .o_field_widget[name=name] input:value(Щербаков Пётр Ильич)",
        },
        {
            trigger: ".o_notebook a[name=relations]",
            run: "click",
        },
        {
            trigger:
                "[name=card_relation_ids] .o_data_row:contains(Супруг):contains(Мария)",
        },
    ],
});
