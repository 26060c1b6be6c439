import { registry } from "@web/core/registry";
import { getSaleSteps } from "@bank_deals/../tests/tours/sale_steps";

/** The main job of a client manager: from the list of clients to a won deal. */
registry.category("web_tour.tours").add("bank_deal_tour", {
    url: "/odoo/bank-clients",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            content: "find the client by part of the name",
            trigger: ".o_searchview_input",
            run: "edit щербак",
        },
        { trigger: ".o_searchview_input", run: "press Enter" },
        {
            trigger: ".o_data_row:only-child .o_data_cell:contains(Щербаков)",
            run: "click",
        },
        ...getSaleSteps("Consumer Loan"),
    ],
});
