import { registry } from "@web/core/registry";

/** A business administrator drags a stage, tries the draft and cannot go further. */
registry.category("web_tour.tours").add("bank_process_draft", {
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_field_widget[name=stage_ids] .o_data_row:eq(2) .o_row_handle",
            run: "drag_and_drop .o_field_widget[name=stage_ids] .o_data_row:eq(0)",
        },
        {
            trigger:
                ".o_field_widget[name=stage_ids] .o_data_row:eq(0):contains(Этап 3)",
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            timeout: 60000,
            trigger: "button[name=action_try_out]:contains(Проверить на сделках)",
            run: "click",
        },
        {
            content: "Two deals of today would be sold by it",
            timeout: 60000,
            trigger: ".modal .o_field_widget[name=document_count]:contains(2)",
        },
        { trigger: ".modal .o_data_row:contains(Этап 3):contains(Этап 1)" },
        { trigger: ".modal footer button:contains(Закрыть)", run: "click" },
        {
            timeout: 60000,
            trigger:
                "body:not(:has(.modal)) [name=publish_blocker]:contains(сами составили)",
        },
        { trigger: ".o_statusbar_buttons:not(:has(button[name=action_publish]))" },
    ],
});

/** A second one reads what the trial has found and puts the draft into force. */
registry.category("web_tour.tours").add("bank_process_in_force", {
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_bank_process_trial:contains(Этап 3):contains(Этап 1)",
        },
        {
            trigger: "button[name=action_publish]:contains(Ввести в действие)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: "button[name=action_retire]",
        },
    ],
});
