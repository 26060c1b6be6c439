import { Domain } from "@web/core/domain";
import { patch } from "@web/core/utils/patch";
import { DomainField } from "@web/views/fields/domain/domain_field";

/**
 * Whoever sets up a condition need not read the documents that it is about. Stock counts
 * them with his rights and calls the condition invalid when he may not.
 */
patch(DomainField.prototype, {
    /** Whether nothing is asked for, known at once: a condition's words load later. */
    get isConditionEmpty() {
        try {
            return new Domain(this.getDomain()).toString() === "[]";
        } catch {
            return false;
        }
    },

    async checkProps(props = this.props) {
        await super.checkProps(props);
        if (this.state.isValid === false && (await this.quickValidityCheck(props))) {
            this.updateState({ isValid: true, recordCount: null });
        }
    },
});
