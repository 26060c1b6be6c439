import { registry } from "@web/core/registry";

/** A manager reads what the chance of his deal is made of. */
registry.category("web_tour.tours").add("bank_chance_tour", {
    steps: () => [
        {
            content: "the figure of the stage is ten",
            timeout: 60000,
            trigger:
                ".o_form_view .o_field_widget[name=chance_now]:not(:contains(10,0))",
        },
        {
            trigger:
                ".o_form_view .o_field_widget[name=chance_reasons]:contains(▲):contains(сам этап даёт 10 %)",
        },
    ],
});

/** A head sees what was foretold beside what came, a tenth of the deals each. */
registry.category("web_tour.tours").add("bank_calibration_tour", {
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_graph_renderer canvas",
        },
        {
            content: "what is in force, and nothing else",
            trigger: ".o_searchview_facet:contains(Действующая модель)",
        },
        { trigger: "button.o_switch_view.o_list", run: "click" },
        {
            timeout: 60000,
            trigger: ".o_data_row:contains(Предсказано моделью)",
        },
        { trigger: ".o_data_row:contains(Предсказано этапом)" },
        { trigger: ".o_data_row:contains(Выиграно)" },
    ],
});
