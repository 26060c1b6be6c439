import { registry } from "@web/core/registry";

/** A business administrator drags a stage, tries the draft and puts it into force. */
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
            trigger: ".modal .o_field_widget[name=deal_count]:contains(2)",
        },
        { trigger: ".modal .o_data_row:contains(Этап 3):contains(Этап 1)" },
        { trigger: ".modal footer button:contains(Закрыть)", run: "click" },
        {
            trigger:
                "body:not(:has(.modal)) button[name=action_publish]:contains(Ввести в действие)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: "button[name=action_retire]",
        },
    ],
});
