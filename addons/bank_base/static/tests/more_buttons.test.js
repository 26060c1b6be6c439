import { expect, test } from "@odoo/hoot";
import { click } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Paper extends models.Model {
    _name = "paper";
    name = fields.Char();
    _records = [{ id: 1, name: "First" }];
}
defineModels([Paper]);
defineMailModels();

const ARCH = `
    <form>
        <header>
            <button name="go" string="Go" type="object"/>
            <button name="rare" string="Rare" type="object" class="o_bank_more"/>
            <button name="never" string="Never" type="object" class="o_bank_more" invisible="1"/>
        </header>
        <sheet><field name="name"/></sheet>
    </form>`;

test.tags("desktop");
test("rare buttons of a header stand under More and work there", async () => {
    onRpc("rare", () => {
        expect.step("rare");
        return false;
    });
    await mountView({ type: "form", resModel: "paper", resId: 1, arch: ARCH });
    expect(".o_statusbar_buttons > button").toHaveCount(2);
    expect("button[name=rare]").toHaveCount(0);
    await click(".o_bank_more_toggle");
    await animationFrame();
    expect(".o-dropdown--menu button").toHaveCount(1);
    await click(".o-dropdown--menu button[name=rare]");
    await animationFrame();
    expect.verifySteps(["rare"]);
});

test.tags("desktop");
test("a header without rare buttons has no More", async () => {
    const arch = ARCH.replaceAll("o_bank_more", "");
    await mountView({ type: "form", resModel: "paper", resId: 1, arch });
    expect(".o_bank_more_toggle").toHaveCount(0);
});
