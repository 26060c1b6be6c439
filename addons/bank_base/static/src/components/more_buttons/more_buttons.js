import { StatusBarButtons } from "@web/views/form/status_bar_buttons/status_bar_buttons";
import { FormCompiler } from "@web/views/form/form_compiler";
import { patch } from "@web/core/utils/patch";

const MORE = "o_bank_more";

/** Buttons of a header with the class `o_bank_more` stand together under “More”. */
patch(FormCompiler.prototype, {
    compileHeader() {
        const header = super.compileHeader(...arguments);
        for (const slot of header.querySelectorAll("StatusBarButtons > t")) {
            const name = slot.firstElementChild?.getAttribute("className") || "";
            if (name.includes(MORE)) {
                slot.setAttribute("isMore", "true");
            }
        }
        return header;
    },
});

patch(StatusBarButtons.prototype, {
    get mainSlotNames() {
        return this.visibleSlotNames.filter((name) => !this.props.slots[name].isMore);
    },

    get moreSlotNames() {
        return this.visibleSlotNames.filter((name) => this.props.slots[name].isMore);
    },
});
