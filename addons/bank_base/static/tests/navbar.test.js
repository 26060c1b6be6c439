import { expect, test } from "@odoo/hoot";
import { resize } from "@odoo/hoot-dom";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
import { Component, useState, xml } from "@odoo/owl";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    clearRegistry,
    defineMenus,
    getService,
    mountWithCleanup,
} from "@web/../tests/web_test_helpers";

import { registry } from "@web/core/registry";
import { NavBar } from "@web/webclient/navbar/navbar";

defineMailModels();

test.tags("desktop");
test("menus make room for signs that load after them", async () => {
    const loaded = new Deferred();
    class Sign extends Component {
        static props = ["*"];
        static template = xml`<li t-att-style="'width:' + state.width + 'px'"/>`;
        setup() {
            this.state = useState({ width: 0 });
            loaded.then(() => (this.state.width = 600));
        }
    }
    const signs = registry.category("systray");
    clearRegistry(signs);
    signs.add("sign", { Component: Sign });
    const names = ["First Menu", "Second Menu", "Third Menu", "Fourth Menu"];
    const children = names.map((name, index) => ({ id: 10 + index, name }));
    defineMenus([{ id: 1, name: "Bank", children }]);
    await resize({ width: 1000 });
    await mountWithCleanup(NavBar);
    getService("menu").setCurrentMenu(1);
    await animationFrame();
    expect(".o_menu_sections_more").toHaveCount(0);
    loaded.resolve();
    await animationFrame();
    await animationFrame();
    expect(".o_menu_sections_more").toHaveCount(1);
});
