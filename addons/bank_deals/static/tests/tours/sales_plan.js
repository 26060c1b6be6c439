import { registry } from "@web/core/registry";

/** A head plans the year from the top down to each employee, and reads how it goes. */
registry.category("web_tour.tours").add("bank_sales_plan", {
    steps: () => [
        {
            timeout: 60000,
            trigger: "button[name=action_build]:contains(Создать строки)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_data_row:contains(Region) td[name=target]",
            run: "click",
        },
        { trigger: "div[name=target] input", run: "edit 1000000" },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "What is not given yet is told",
            timeout: 60000,
            trigger: ".o_data_row:contains(Region) td[name=difference].text-danger",
        },
        {
            trigger: ".o_data_row:contains(Region) button[name=action_open_spread]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal label:contains(По продажам год назад)",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_spread]:contains(Раздать)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger:
                "body:not(:has(.modal)) .o_data_row:contains(Region):not(:has(td[name=difference].text-danger))",
        },
        {
            content: "three to one, as they sold a year ago",
            trigger:
                ".o_data_row:contains(bank_manager) td[name=target]:contains(/750.000/)",
        },
        {
            trigger: ".o_data_row:contains(bank_colleague) td[name=target]",
            run: "click",
        },
        { trigger: "div[name=target] input", run: "edit 200000" },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "what was corrected by hand does not sum up any more",
            timeout: 60000,
            trigger:
                ".o_data_row:contains(Branch) td[name=difference].text-danger:contains(/50.000/)",
        },
        {
            trigger: ".o_data_row:contains(bank_manager) td[name=target]",
            run: "click",
        },
        { trigger: "div[name=target] input", run: "edit 800000" },
        { trigger: ".o_form_button_save", run: "click" },
        {
            timeout: 60000,
            trigger:
                ".o_data_row:contains(Branch):not(:has(td[name=difference].text-danger))",
        },
        {
            content: "the forecast without weights is a column that is switched on",
            trigger: "[name=line_ids] .o_optional_columns_dropdown button",
            run: "click",
        },
        { trigger: ".o-dropdown--menu input[name=open]", run: "click" },
        { trigger: ".o-dropdown--menu input[name=weighted]", run: "click" },
        {
            content: "plan, fact, all deals in work, the same weighted, the forecast",
            trigger:
                ".o_data_row:contains(Branch):has(td[name=target]:contains(/1.000.000/)):has(td[name=fact]:contains(/5.000/)):has(td[name=open]:contains(/90.000/)):has(td[name=weighted]:contains(/9.000/)):has(td[name=forecast]:contains(/14.000/))",
        },
        {
            trigger: ".o_data_row:contains(Branch) td[name=override]",
            run: "click",
        },
        { trigger: "div[name=override] input", run: "edit 120000" },
        { trigger: "div[name=override_note] input", run: "edit Тендер осенью" },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "what he expects stands beside the forecast, not in its place",
            timeout: 60000,
            trigger:
                ".o_form_saved .o_data_row:contains(Branch):has(td[name=forecast]:contains(/14.000/)):has(td[name=override]:contains(/120.000/))",
        },
        {
            trigger: "button[name=action_open_chart]:contains(График)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_graph_canvas_container canvas",
        },
        { trigger: ".breadcrumb-item a:contains(План года)", run: "click" },
        {
            timeout: 60000,
            trigger: ".o_form_view button:contains(Изменилось с понедельника)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_group_header:contains(Изменилась сумма)",
        },
        {
            trigger:
                ".o_data_row:contains(Вырос):contains(/40.000/):contains(/90.000/)",
        },
        { trigger: ".o_group_header:contains(Проиграна)" },
        {
            trigger: ".o_list_renderer .o_optional_columns_dropdown button",
            run: "click",
        },
        { trigger: ".o-dropdown--menu input[name=lost_reason_id]", run: "click" },
        {
            content: "and why",
            trigger: ".o_data_row:contains(Ушёл):contains(Условия не устроили)",
        },
    ],
});
