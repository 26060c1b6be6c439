import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * A small chart of a few rows `{label, value, share, level}`: the length of a bar is its
 * `share` (0 to 100), its colour that of the `level`. Drawn anew with every record.
 */
export class Bars extends Component {
    static template = "bank_crm_core.Bars";
    static props = { ...standardFieldProps };

    get rows() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("bank_bars", {
    component: Bars,
    displayName: _t("Bars"),
    supportedTypes: ["json"],
});
