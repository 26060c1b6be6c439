/* Copyright 2026 Bank CRM contributors
 * License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl). */
import { download } from "@web/core/network/download";
import { getReportUrl } from "@web/webclient/actions/reports/utils";
import { registry } from "@web/core/registry";
import { rpc } from "@web/core/network/rpc";
import { user } from "@web/core/user";

const engines = {};

/** Who prints: an action built by hand does not tell, so the server is asked once. */
async function getEngine(action) {
    const name = action.report_name;
    if (!action.pdf_engine && !(name in engines)) {
        engines[name] = await rpc("/bank_report/engine", { report_name: name });
    }
    return action.pdf_engine || engines[name];
}

function getPdfRequest(action) {
    const url = getReportUrl(action, "pdf", user.context);
    return {
        url: "/report/download",
        data: { data: JSON.stringify([url, action.report_type]) },
    };
}

function getXlsxRequest(action) {
    const options = {
        report_name: action.report_name,
        ids: action.context?.active_ids || [],
        data: action.data || {},
    };
    return { url: "/bank_report/xlsx", data: { data: JSON.stringify(options) } };
}

/**
 * Download what WeasyPrint prints without asking for wkhtmltopdf, which it does
 * not need, and our tables. Everything else is left to the stock handler.
 */
async function bankReportHandler(action, options, env) {
    let request = null;
    if (action.report_type === "bank-xlsx") {
        request = getXlsxRequest(action);
    } else if (
        action.report_type === "qweb-pdf" &&
        (await getEngine(action)) === "weasyprint"
    ) {
        request = getPdfRequest(action);
    } else {
        return false;
    }
    request.data.context = JSON.stringify({ ...user.context, ...action.context });
    env.services.ui.block();
    try {
        await download(request);
    } finally {
        env.services.ui.unblock();
    }
    return true;
}

registry.category("ir.actions.report handlers").add("bank_report", bankReportHandler);
