import { registry } from "@web/core/registry";

/** A consent is given with the number of the recording, and withdrawn in one click. */
registry.category("web_tour.tours").add("bank_client_consent", {
    url: "/odoo/bank-clients",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_data_row .o_data_cell:contains(Щербаков)",
            run: "click",
        },
        {
            content: "Whether we may call stands beside the figures",
            trigger:
                ".o_bank_contact_signs [data-channel=email][title*='только по обслуживанию']",
        },
        {
            trigger: ".o_notebook a[name=consents]",
            run: "click",
        },
        {
            trigger:
                ".o_bank_contact_gate tr[data-channel=email] td[data-purpose=marketing]:contains(Нет согласия)",
        },
        {
            trigger: "button[name=action_enter_consent]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=channel_ids] label:contains(почта)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=method] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(По телефону)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=recording] input",
            run: "edit 2026/117",
        },
        {
            trigger: ".modal button[name=action_save]",
            run: "click",
        },
        {
            trigger:
                "body:not(:has(.modal)) .o_bank_contact_gate tr[data-channel=email] td[data-purpose=marketing]:contains(Да)",
        },
        {
            trigger: "[name=card_consent_ids] button[name=action_withdraw]",
            run: "click",
        },
        {
            trigger:
                ".o_bank_contact_gate tr[data-channel=email] td[data-purpose=marketing]:contains(отозвано)",
        },
        {
            trigger: "[name=card_consent_ids] .o_data_row:contains(Отозвано)",
        },
    ],
});
