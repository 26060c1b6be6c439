import { FormController } from "@web/views/form/form_controller";
import { patch } from "@web/core/utils/patch";

const KEEPERS = ["client_form_id", "product_id"];

/**
 * Fields of the bank's own and attributes of products are set up in their place and not
 * on a client, an agreement or a deal: stock's "Edit Properties" would be refused there.
 */
patch(FormController.prototype, {
    getStaticActionMenuItems() {
        const items = super.getStaticActionMenuItems();
        const isKept = Object.values(this.props.fields).some((field) =>
            KEEPERS.includes(field.definition_record)
        );
        if (isKept) {
            delete items.addPropertyFieldValue;
        }
        return items;
    },
});
