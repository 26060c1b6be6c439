import { registry } from "@web/core/registry";

/** An agent reckons a loan on his telephone, mistypes, sends, sees what is missing. */
registry.category("web_tour.tours").add("bank_agent_tour", {
    steps: () => [
        {
            timeout: 60000,
            trigger: "a.o_bank_agent_new:contains(Новая заявка)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            timeout: 60000,
            trigger: "select[name=product]",
            run: "selectByIndex 1",
        },
        { trigger: "input[name=amount]", run: "edit 300 000" },
        { trigger: "input[name=term_months]", run: "edit 24" },
        {
            trigger: "button[name=reckon]:contains(Рассчитать платёж)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "what it costs a month, as in the branch",
            timeout: 60000,
            trigger: ".o_bank_agent_offers:contains(в месяц):contains(14)",
        },
        {
            content: "nothing is wider than the telephone",
            trigger: "body",
            run() {
                const page = document.documentElement;
                if (page.scrollWidth > page.clientWidth) {
                    throw new Error(`The page is ${page.scrollWidth} wide.`);
                }
            },
        },
        { trigger: "input[name=name]", run: "edit Гость Новый" },
        { trigger: "input[name=phone]", run: "edit 12-34" },
        {
            content: "a field of the browser itself",
            trigger: "input[name=birth_date]",
            run() {
                this.anchor.value = "1985-05-20";
            },
        },
        { trigger: "input[name=purpose]", run: "edit Машина" },
        { trigger: "input[name=income_month]", run: "edit 90 000" },
        {
            trigger: "button.o_bank_agent_send:contains(Отправить заявку)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            timeout: 60000,
            trigger: "#error_phone:contains(номер телефона)",
        },
        { trigger: "#error_consent:contains(согласия)" },
        { trigger: "input[name=phone]", run: "edit 8 903 765-43-21" },
        { trigger: "input[name=consent]", run: "click" },
        {
            trigger: "button.o_bank_agent_send",
            run: "click",
            expectUnloadPage: true,
        },
        {
            timeout: 60000,
            trigger: ".alert-success:contains(Заявка отправлена)",
        },
        { trigger: ".o_bank_agent_status:contains(В работе)" },
        { trigger: ".o_bank_agent_paper:contains(Copy of a passport)" },
    ],
});
