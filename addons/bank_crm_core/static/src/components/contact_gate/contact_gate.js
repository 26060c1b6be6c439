import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const ICONS = {
    phone: "fa-phone",
    sms: "fa-mobile",
    email: "fa-envelope-o",
    chat: "fa-comments-o",
    mobile: "fa-mobile",
    letter: "fa-file-text-o",
};
const SIGNS = ["phone", "sms", "email"];

/**
 * May the client be contacted now: a row for each channel, as the contact gate
 * (`bank.contact.gate`) has answered for service and for marketing.
 */
export class ContactGate extends Component {
    static template = "bank_crm_core.ContactGate";
    static props = { ...standardFieldProps };

    get rows() {
        return this.props.record.data[this.props.name] || [];
    }

    icon(row) {
        return ICONS[row.code] || "fa-comment-o";
    }
}

/** The same for the channels of every day, as signs beside the figures. */
export class ContactSigns extends ContactGate {
    static template = "bank_crm_core.ContactSigns";

    get signs() {
        return this.rows.filter((row) => SIGNS.includes(row.code));
    }

    colour(row) {
        if (row.service) {
            return "text-danger";
        }
        return row.marketing ? "text-warning" : "text-success";
    }

    tip(row) {
        if (row.service) {
            return _t("%(channel)s: no. %(reason)s", {
                channel: row.name,
                reason: row.service,
            });
        }
        if (row.marketing) {
            return _t("%(channel)s: about service only. %(reason)s", {
                channel: row.name,
                reason: row.marketing,
            });
        }
        return _t("%s: yes", row.name);
    }
}

registry.category("fields").add("bank_contact_gate", {
    component: ContactGate,
    displayName: _t("May we contact now?"),
    supportedTypes: ["json"],
});
registry.category("fields").add("bank_contact_signs", {
    component: ContactSigns,
    displayName: _t("May we contact now? (signs)"),
    supportedTypes: ["json"],
});
