import { registry } from "@web/core/registry";

const ROW = "[name=page_ids] .o_data_row";

/** A business administrator says which pages the card of a company has, and where. */
registry.category("web_tour.tours").add("bank_card_pages", {
    url: "/odoo/bank-own-fields",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_data_row:contains(Юридическое лицо) .o_data_cell",
            run: "click",
        },
        { trigger: ".nav-link[name=pages]", run: "click" },
        {
            content: "All pages of the card are listed",
            trigger: `${ROW}:contains(Договоры)`,
        },
        {
            trigger: `${ROW}:contains(Связи) .o_row_handle`,
            async run({ drag_and_drop }) {
                await drag_and_drop(`${ROW}:eq(0)`, { position: "top" });
            },
        },
        { trigger: `${ROW}:eq(0):contains(Связи)` },
        {
            trigger: `${ROW}:contains(Платежи) [name=is_shown] input`,
            run: "click",
        },
        { trigger: `${ROW}:contains(Платежи).text-muted` },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});

/** What the manager sees of it on a company and on a person. */
registry.category("web_tour.tours").add("bank_card_pages_seen", {
    steps: () => [
        {
            timeout: 60000,
            content: "The page that was moved is the first, and open",
            trigger: ".o_notebook .nav-item:eq(0) .nav-link.active:contains(Связи)",
        },
        { trigger: ".o_notebook:not(:has(.nav-link[name=payments]))" },
        { trigger: ".o_notebook .nav-link[name=agreements]" },
    ],
});
