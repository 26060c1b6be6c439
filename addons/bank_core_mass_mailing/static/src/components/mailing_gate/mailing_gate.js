import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const COLOURS = {
    consent: "bg-danger",
    suppression: "bg-warning",
    blacklist: "bg-dark",
    limit: "bg-info",
    hours: "bg-primary",
    address: "bg-dark bg-opacity-50",
};

/**
 * Whom a mailing reaches: a bar of those who get it and of those whom the contact
 * gate leaves out, and a row for each reason that opens the list of them.
 */
export class MailingGate extends Component {
    static template = "bank_core_mass_mailing.MailingGate";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
    }

    get report() {
        return this.props.record.data[this.props.name] || false;
    }

    get leftOut() {
        return this.report.total - this.report.passing;
    }

    colour(row) {
        return COLOURS[row.kind] || "bg-secondary";
    }

    width(count) {
        return `width: ${(100 * count) / Math.max(this.report.total, 1)}%`;
    }

    async open(kind) {
        if (!(await this.props.record.save())) {
            return;
        }
        const action = await this.orm.call("mailing.mailing", "action_open_left_out", [
            [this.props.record.resId],
            kind,
        ]);
        await this.action.doAction(action);
    }
}

registry.category("fields").add("bank_mailing_gate", {
    component: MailingGate,
    displayName: _t("Whom the contact gate lets through"),
    supportedTypes: ["json"],
});
