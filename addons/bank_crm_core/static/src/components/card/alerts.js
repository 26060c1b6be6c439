import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * What burns with a client: lines `{code, text, level, label, method, model, id}`, each
 * with the button that does something about it. The card is read anew afterwards.
 */
export class CardAlerts extends Component {
    static template = "bank_crm_core.CardAlerts";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get rows() {
        return this.props.record.data[this.props.name] || [];
    }

    async onClick(row) {
        const record = this.props.record;
        if (!(await record.save())) {
            return;
        }
        const action = await this.orm.call(row.model, row.method, [[row.id]]);
        const reload = () => record.load();
        if (action && action.type) {
            await this.action.doAction(action, { onClose: reload });
        } else {
            await reload();
        }
    }
}

/** Sections of the card that other addons have registered: title, figures, action. */
export class CardSections extends CardAlerts {
    static template = "bank_crm_core.CardSections";

    onOpen(section) {
        this.action.doAction(section.action);
    }
}

registry.category("fields").add("bank_card_alerts", {
    component: CardAlerts,
    displayName: _t("What Burns"),
    supportedTypes: ["json"],
});
registry.category("fields").add("bank_card_sections", {
    component: CardSections,
    displayName: _t("Sections of Other Addons"),
    supportedTypes: ["json"],
});
