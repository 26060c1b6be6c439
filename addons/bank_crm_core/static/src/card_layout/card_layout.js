import { Notebook } from "@web/core/notebook/notebook";
import { patch } from "@web/core/utils/patch";

/**
 * Pages of a client's card stand in the order that the bank has chosen for this kind of
 * client; those it has hidden are left out. Other notebooks have no such layout.
 */
patch(Notebook.prototype, {
    computePages(props) {
        const pages = super.computePages(props);
        const layout = this.env.model?.root?.data?.card_layout;
        if (!layout?.order) {
            return pages;
        }
        const place = ([, page]) => {
            const found = layout.order.indexOf(page.name);
            return found < 0 ? layout.order.length : found;
        };
        return pages
            .map(([id, page]) => {
                const isHidden = layout.hidden.includes(page.name);
                return [id, isHidden ? { ...page, isVisible: false } : page];
            })
            .sort((one, other) => place(one) - place(other));
    },
});
