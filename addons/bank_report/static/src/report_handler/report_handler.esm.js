/* Copyright 2026 Bank CRM contributors
 * License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl). */
import {download} from "@web/core/network/download";
import {getReportUrl} from "@web/webclient/actions/reports/utils";
import {registry} from "@web/core/registry";
import {rpc} from "@web/core/network/rpc";
import {user} from "@web/core/user";

const engines = {};

/** Who prints: an action built by hand does not tell, so the server is asked once. */
async function getEngine(action) {
    const name = action.report_name;
    if (!action.pdf_engine && !(name in engines)) {
        engines[name] = await rpc("/bank_report/engine", {report_name: name});
    }
    return action.pdf_engine || engines[name];
}

/**
 * Download what WeasyPrint prints without asking for wkhtmltopdf, which it does
 * not need. Everything else is left to the stock handler.
 */
async function bankReportHandler(action, options, env) {
    if (
        action.report_type !== "qweb-pdf" ||
        (await getEngine(action)) !== "weasyprint"
    ) {
        return false;
    }
    const context = {...user.context, ...action.context};
    env.services.ui.block();
    try {
        await download({
            url: "/report/download",
            data: {
                data: JSON.stringify([
                    getReportUrl(action, "pdf", user.context),
                    action.report_type,
                ]),
                context: JSON.stringify(context),
            },
        });
    } finally {
        env.services.ui.unblock();
    }
    return true;
}

registry.category("ir.actions.report handlers").add("bank_report", bankReportHandler);
