import { registry } from "@web/core/registry";

/** Whoever has noted a call begins a deal from it; each of the two shows the other. */
registry.category("web_tour.tours").add("bank_contact_deal", {
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            content: "The contact that was noted",
            trigger:
                ".o_list_view .o_data_row:contains(Спросил о кредите) td[name=subject]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger:
                ".o_form_view button[name=action_begin_deal]:contains(Начать сделку)",
            run: "click",
        },
        {
            timeout: 60000,
            content: "The deal tells with what it began",
            trigger:
                ".o_form_view .o_field_widget[name=begun_from]:contains(Спросил о кредите)",
        },
        {
            content: "It is sold by the process of its product",
            trigger: ".o_field_widget[name=product_id] input",
            run: "edit Кредит на стройку",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Кредит на стройку)",
            run: "click",
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            trigger:
                ".o_bank_gate_panel.alert-success:contains(Предварительные условия)",
        },
        {
            trigger: ".o_back_button a, .breadcrumb-item:contains(Спросил о кредите) a",
            run: "click",
        },
        {
            timeout: 60000,
            content: "And the contact shows the deal",
            trigger: "button[name=action_open_begun_deals]:contains(1)",
        },
        {
            content: "Pressed again, the button opens the same one",
            trigger: "button[name=action_begin_deal]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger:
                ".o_form_view .o_field_widget[name=product_id] input:value(Кредит на стройку)",
        },
    ],
});
