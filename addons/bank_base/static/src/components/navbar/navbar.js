import { useEffect } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { NavBar } from "@web/webclient/navbar/navbar";

/**
 * The signs on the right load after the menus and take room from them. Stock measures the
 * menus once and at a resize of the window, so that the last one lay under the first sign.
 */
patch(NavBar.prototype, {
    setup() {
        super.setup();
        useEffect(
            (sections) => {
                if (!sections) {
                    return;
                }
                const observer = new ResizeObserver(() => this.adapt());
                observer.observe(sections);
                return () => observer.disconnect();
            },
            () => [this.appSubMenus.el]
        );
    },
});
