import { registry } from "@web/core/registry";

/** Clients of an event get their results, which go onto their cards. */
registry.category("web_tour.tours").add("bank_event_results", {
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_data_row:contains(Вечер вкладчика)",
        },
        {
            trigger: ".o_data_row:contains(Вечер вкладчика) .o_data_cell[name=name]",
            run: "click",
        },
        {
            trigger: ".o_notebook a[name=clients]",
            run: "click",
        },
        {
            trigger:
                "[name=client_guest_ids] .o_data_row:contains(Щербаков) .o_data_cell[name=result]",
            run: "click",
        },
        {
            trigger: "[name=client_guest_ids] .o_selected_row [name=result] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Был)",
            run: "click",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: "button[name=action_record_guests]:contains(Записать итоги)",
            run: "click",
        },
        {
            trigger: ".o_form_saved, .o_form_view:not(:has(.o_form_dirty))",
        },
    ],
});
