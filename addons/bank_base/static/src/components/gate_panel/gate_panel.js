import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * What keeps a gated document from its next stage, and what to do about it.
 * The field is a list of failures as `bank.check` reports them; the hint and the
 * name of the next stage come from the same record.
 */
export class GatePanel extends Component {
    static template = "bank_base.GatePanel";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get canOverride() {
        return this.blockers.some((blocker) => blocker.can_override);
    }

    async onLetPass() {
        await this.props.record.save();
        await this.action.doAction("bank_base.bank_gate_override_action", {
            additionalContext: {
                active_model: this.props.record.resModel,
                active_id: this.props.record.resId,
            },
            onClose: () => this.props.record.load(),
        });
    }

    get blockers() {
        return this.props.record.data[this.props.name] || [];
    }

    get nextStage() {
        return this.props.record.data.next_stage_name;
    }

    get hint() {
        return this.props.record.data.gate_hint;
    }

    get isFree() {
        return this.nextStage && !this.blockers.length;
    }

    get title() {
        if (this.isFree) {
            return _t("The way to the stage “%s” is open", this.nextStage);
        }
        return _t("Before the stage “%s”:", this.nextStage);
    }
}

export const gatePanel = {
    component: GatePanel,
    displayName: _t("What blocks the next stage"),
    supportedTypes: ["json"],
    fieldDependencies: [
        { name: "next_stage_name", type: "char" },
        { name: "gate_hint", type: "text" },
    ],
};

registry.category("fields").add("bank_gate_panel", gatePanel);
