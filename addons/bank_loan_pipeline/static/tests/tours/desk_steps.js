/** @odoo-module **/

import { inputFiles } from "@web/../tests/utils";
import { rpc } from "@web/core/network/rpc";
import { session } from "@web/session";

export function go(getPage) {
    return {
        trigger: "body",
        run: () => window.location.assign(getPage()),
        expectUnloadPage: true,
    };
}

/** Another employee sits down at the desk. */
export function become(login, page) {
    return {
        trigger: "body",
        async run() {
            await fetch("/web/session/authenticate", {
                method: "POST",
                headers: { "Content-Type": "application/json" },
                body: JSON.stringify({
                    jsonrpc: "2.0",
                    method: "call",
                    params: { db: session.db, login, password: login },
                }),
            });
            window.location.assign(page);
        },
        expectUnloadPage: true,
    };
}

async function chooseFile(name) {
    const [row] = await rpc("/web/dataset/call_kw/ir.attachment/search_read", {
        model: "ir.attachment",
        method: "search_read",
        args: [[["name", "=", name]], ["datas"]],
        kwargs: { limit: 1 },
    });
    const bytes = Uint8Array.from(atob(row.datas), (char) => char.charCodeAt(0));
    const file = new File([bytes], name);
    await inputFiles(".modal div[name=file] input[type=file]", [file]);
}

/** A file that somebody has brought goes into the dialog; the test keeps its content. */
export function bringFile(name) {
    return [
        {
            timeout: 60000,
            trigger: ".modal div[name=file] .o_select_file_button",
            run: () => chooseFile(name),
        },
        { trigger: `.modal div[name=file] input:value(${name})` },
    ];
}
