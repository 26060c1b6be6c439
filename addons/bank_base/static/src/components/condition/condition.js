import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { DomainField, domainField } from "@web/views/fields/domain/domain_field";

/**
 * A condition over documents that whoever configures it may have no right to read.
 *
 * The stock widget takes a refused count for an invalid domain; here the server is asked
 * whether it is valid, and nothing is counted.
 */
export class ConditionField extends DomainField {
    static template = "bank_base.ConditionField";

    async checkProps(props = this.props) {
        await super.checkProps(props);
        if (this.state.isValid === false && (await this.quickValidityCheck(props))) {
            this.updateState({ isValid: true });
        }
    }

    get isUncounted() {
        return this.state.isValid === true && this.state.recordCount === null;
    }
}

registry.category("fields").add("bank_condition", {
    ...domainField,
    component: ConditionField,
    displayName: _t("Condition over Documents"),
});
