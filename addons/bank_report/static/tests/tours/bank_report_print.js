/* Copyright 2026 Bank CRM contributors
 * License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl). */
import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";

/** Write the name of what is downloaded where a step can see it. */
function watchDownloads() {
    const original = download._download;
    download._download = async (options) => {
        const name = await original(options);
        document.body.dataset.bankDownloaded = `${options.url} ${name}`;
        return name;
    };
}

function print(title, expected) {
    return [
        {
            content: "open the menu of actions",
            trigger: ".o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {
            content: "open the menu Print",
            trigger: ".o-dropdown--menu .dropdown-toggle:contains(Печать)",
            run: "hover",
        },
        {
            content: `print ${title}`,
            trigger: `.o-dropdown--menu .o_menu_item:contains(${title})`,
            run: "click",
        },
        {
            content: "the file has come and nobody asked for wkhtmltopdf",
            trigger: `body[data-bank-downloaded='${expected}']:not(:has(.o_notification, .o_error_dialog))`,
        },
    ];
}

registry.category("web_tour.tours").add("bank_report_print", {
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            content: "the form of the branch is open",
            trigger: ".o_form_view:contains(Казанское отделение)",
            run: watchDownloads,
        },
        ...print("Реквизиты подразделения", "/report/download T-0016.pdf"),
        ...print(
            "Справочник подразделений",
            "/bank_report/xlsx Справочник подразделений.xlsx"
        ),
    ],
});
