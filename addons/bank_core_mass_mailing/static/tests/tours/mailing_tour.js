import { registry } from "@web/core/registry";

/** Stock's editor of the letter fails when the form is drawn anew while it still
 *  opens ("Cannot re-attach an editor"): a person would have waited for it too. */
const editorIsOpen = {
    content: "The editor of the letter has opened",
    trigger: "[name=body_arch] :iframe .odoo-editor-editable:contains(Приходите)",
    timeout: 60000,
};

/** The marketer's job: a mailing to a segment, whom the gate leaves out and why. */
registry.category("web_tour.tours").add("bank_mailing_segment", {
    url: "/odoo/action-mass_mailing.mailing_mailing_action_mail",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            content: "A mailing was prepared",
            trigger: ".o_data_row td[name=subject]:contains(Вклад под 15 %)",
            run: "click",
        },
        editorIsOpen,
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
            run: "click",
        },
        {
            content: "They are opened as a list",
            trigger: ".o_data_row:contains(Щербаков Пётр Ильич)",
        },
        {
            trigger: ".breadcrumb-item:contains(Вклад под 15 %) a, .o_back_button a",
            run: "click",
        },
        editorIsOpen,
        {
            content: "Purpose is not the marketer's to change",
            trigger: ".o_field_widget[name=contact_purpose].o_readonly_modifier",
        },
        {
            trigger: "button[name=action_launch]",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "It waits for the scheduler",
            trigger: ".o_mails_in_queue:visible",
        },
    ],
});

/** And after it was sent: the traces say who was left out and why. */
registry.category("web_tour.tours").add("bank_mailing_traces", {
    url: "/odoo/action-mass_mailing.mailing_mailing_action_mail",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_row td[name=subject]:contains(Вклад под 15 %)",
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
