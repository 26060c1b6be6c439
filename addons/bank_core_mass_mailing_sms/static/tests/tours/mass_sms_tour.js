import { registry } from "@web/core/registry";

const PATH = "/odoo/action-mass_mailing_sms.mailing_mailing_action_sms";
const CARD = ".o_data_row td[name=subject]:contains(Вклад под 15 %)";

/** The marketer's job: SMS to a segment, whom the gate leaves out and why. */
registry.category("web_tour.tours").add("bank_mass_sms_segment", {
    url: PATH,
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            content: "SMS were prepared",
            trigger: CARD,
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=segment_id] input",
            run: "edit Вкладчики",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(Вкладчики)",
            run: "click",
        },
        {
            content: "Who gets it is seen before it is sent",
            trigger: ".o_bank_gate_passing[data-count='1']:contains(Получат)",
        },
        {
            content: "And who does not, by reason",
            trigger:
                ".o_bank_gate_row[data-kind=consent][data-count='1']:contains(Нет согласия)",
        },
        {
            trigger: "button[name=action_put_in_queue]:visible",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "It waits for the scheduler",
            trigger: ".o_mails_in_queue:visible, span[name=next_departure_text_sms]",
        },
    ],
});

/** And after it was sent: the traces say who was left out and why. */
registry.category("web_tour.tours").add("bank_mass_sms_traces", {
    url: PATH,
    steps: () => [
        {
            timeout: 60000,
            trigger: CARD,
            run: "click",
        },
        {
            trigger: "button[name=action_view_traces_canceled]:visible",
            run: "click",
        },
        {
            content: "Held back, of whom and why",
            trigger:
                ".o_data_row:contains(Щербаков Пётр Ильич):contains(Нет согласия на рекламу)",
        },
    ],
});
