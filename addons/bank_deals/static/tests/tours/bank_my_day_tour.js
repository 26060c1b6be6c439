import { registry } from "@web/core/registry";

/** A manager works his day from one screen. */
registry.category("web_tour.tours").add("bank_my_day_tour", {
    url: "/odoo/bank-my-day",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            content: "what blocks, and how to clear it",
            trigger:
                ".o_bank_day_blocked .o_bank_day_reason:contains(Согласуйте с клиентом сумму и срок)",
        },
        {
            content: "what goes cold",
            trigger: ".o_bank_day_cold li:contains(дн. на этапе)",
        },
        {
            content: "a task that is late is done with one press",
            trigger: ".o_bank_day_tasks li:contains(Перезвонить) .o_bank_day_done",
            run: "click",
        },
        {
            trigger: ".o_bank_day_tasks:not(:contains(Перезвонить))",
        },
        {
            content: "the next step of a deal is planned with one press",
            trigger: ".o_bank_day_unplanned li:contains(Согласуйте) .o_bank_day_plan",
            run: "click",
        },
        {
            trigger: ".o_bank_day_unplanned:not(:contains(Согласуйте))",
        },
        {
            content: "and the deal is a press away",
            trigger: ".o_bank_day_blocked .o_bank_day_deal",
            run: "click",
        },
        {
            trigger: ".o_form_view .o-mail-Activity:contains(Согласуйте с клиентом)",
        },
    ],
});
