import { registry } from "@web/core/registry";

/** A manager closes his deal to all but its team, with the reason. */
registry.category("web_tour.tours").add("bank_deal_secrecy", {
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_form_view .o_bank_more_toggle",
            run: "click",
        },
        {
            trigger:
                ".o-dropdown--menu button[name=action_confidentiality]:contains(Конфиденциальность)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger:
                ".modal .o_field_widget[name=level] label:contains(Только команда)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit Собственник просил не разглашать",
        },
        {
            trigger: ".modal button[name=action_apply]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger:
                "body:not(:has(.modal)) .o_form_view [name=confidentiality]:contains(Только команда)",
        },
    ],
});
