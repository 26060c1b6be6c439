import { registry } from "@web/core/registry";

/** A head looks at a letter that made no inquiry, and at the reason. */
registry.category("web_tour.tours").add("bank_inquiry_letters", {
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger:
                ".o_list_view .o_data_row:contains(robot@client.example):contains(Автоматическое письмо) td[name=sender]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger:
                ".o_form_view .o_field_widget[name=problem]:contains(Автоматическое письмо)",
        },
    ],
});
