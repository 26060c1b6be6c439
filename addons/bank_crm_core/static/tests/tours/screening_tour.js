import { inputFiles } from "@web/../tests/utils";
import { registry } from "@web/core/registry";

const NEW_LIST = [
    "ent,name,birth_date,country,kind",
    "1,Zakharchuk Veniamin,1971-05-03,RU,person",
    "2,Nobody Else,1960,,person",
    "3,Broken Birth,yesterday,,person",
].join("\n");

/** The first officer: a new version is looked at, loaded, and the base is compared. */
registry.category("web_tour.tours").add("bank_watchlist_load", {
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_list_view button:contains(Загрузить версию)",
            run: "click",
        },
        {
            trigger: ".modal div[name=kind] .o_radio_item:contains(Собственный) input",
            run: "click",
        },
        {
            trigger: ".modal div[name=file] .o_select_file_button",
            async run() {
                const file = new File([NEW_LIST], "list.csv", { type: "text/csv" });
                await inputFiles(".modal div[name=file] input[type=file]", [file]);
            },
        },
        {
            trigger:
                ".modal div[name=file]:contains(list.csv), .modal div[name=file] input",
        },
        {
            trigger: ".modal button[name=action_preview]",
            run: "click",
        },
        {
            content: "What it would change is seen before",
            trigger: ".modal div[name=added_names]:contains(Nobody Else)",
        },
        {
            content: "and what is refused, and why",
            trigger: ".modal div[name=refusals]:contains(Дата рождения)",
        },
        {
            trigger: ".modal button[name=action_load]",
            run: "click",
        },
        {
            content: "The comparison of the base has begun",
            trigger: ".o_data_row:contains(Новая версия перечня)",
        },
    ],
});

/** The first officer clears a false hit with a reason. */
registry.category("web_tour.tours").add("bank_screening_clear", {
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_row:contains(Захарчук) td[name=partner_id]",
            run: "click",
        },
        {
            content: "Client and entry stand side by side, with reasons in words",
            trigger: ".o_form_view div[name=reasons]:contains(другой письменности)",
        },
        {
            trigger: ".o_form_view button:contains(Другое лицо…)",
            run: "click",
        },
        {
            trigger: ".modal div[name=reason] textarea",
            run: "edit Паспорт другой, родился в другом городе",
        },
        {
            trigger: ".modal button[name=action_apply]",
            run: "click",
        },
        {
            content: "It waits for a second officer; the first one may not confirm",
            trigger:
                ".o_form_view:not(:has(button[name=action_confirm])) .alert:contains(второй сотрудник)",
        },
    ],
});

/** The second officer confirms. */
registry.category("web_tour.tours").add("bank_screening_confirm", {
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_row:contains(Захарчук) td[name=partner_id]",
            run: "click",
        },
        {
            trigger: ".o_form_view div[name=verdict_reason]:contains(Паспорт другой)",
        },
        {
            trigger: ".o_form_view button[name=action_confirm]",
            run: "click",
        },
        {
            trigger: ".o_arrow_button_current:contains(Другое лицо)",
        },
    ],
});

/** The manager learns that he may not go on, and nothing of a list. */
registry.category("web_tour.tours").add("bank_screening_card", {
    steps: () => [
        {
            timeout: 60000,
            trigger: "div[name=figure_screening]:contains(Остановлено)",
        },
    ],
});
