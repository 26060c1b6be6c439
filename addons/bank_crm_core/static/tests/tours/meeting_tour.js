import { registry } from "@web/core/registry";

/** A meeting is written down with an open note and one for the heads. */
registry.category("web_tour.tours").add("bank_meeting_note", {
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_notebook a[name=interactions]",
            run: "click",
        },
        {
            trigger: "button[name=action_note_meeting]:contains(Записать встречу)",
            run: "click",
        },
        {
            trigger: ".modal div[name=subject] input",
            run: "edit Встреча в офисе",
        },
        {
            trigger: ".modal div[name=line_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".modal .o_selected_row [name=body] textarea",
            run: "edit Хочет ипотеку",
        },
        {
            trigger: ".modal div[name=line_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".modal .o_selected_row [name=body] textarea",
            run: "edit Думает уйти в другой банк",
        },
        {
            trigger: ".modal .o_selected_row [name=confidentiality] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Руководители подразделения и я)",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_save]",
            run: "click",
        },
        {
            trigger:
                "body:not(:has(.modal)) [name=card_interaction_ids] .o_data_row:contains(Встреча в офисе)",
        },
    ],
});
