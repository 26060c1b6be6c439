import { registry } from "@web/core/registry";

/** A head says the target of his region, gives it below and looks at the chart. */
registry.category("web_tour.tours").add("bank_sales_plan", {
    steps: () => [
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
            trigger: ".modal label:contains(Поровну)",
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
            trigger: "button[name=action_open_chart]:contains(График)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_graph_canvas_container canvas",
        },
    ],
});
