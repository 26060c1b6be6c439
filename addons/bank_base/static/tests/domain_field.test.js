import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    makeServerError,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Check extends models.Model {
    condition = fields.Char();

    _records = [{ id: 1, condition: "[('id', '>', 1)]" }];
}

defineMailModels();
defineModels([Check]);

async function mountCheck(isValid) {
    onRpc("search_count", () => {
        throw makeServerError({ type: "AccessError" });
    });
    onRpc("/web/domain/validate", () => isValid);
    await mountView({
        type: "form",
        resModel: "check",
        resId: 1,
        arch: `<form><field name="condition" widget="domain" options="{'model': 'check'}"/></form>`,
    });
    await animationFrame();
}

test("a condition on documents that one may not read is not invalid", async () => {
    await mountCheck(true);
    expect(".text-warning").toHaveCount(0);
    expect(".o_domain_show_selection_button").toHaveCount(0);
    expect(".bank_not_counted").toHaveCount(1);
});

test("a condition that nobody can read is invalid", async () => {
    await mountCheck(false);
    expect(".text-warning").toHaveCount(1);
    expect(".bank_not_counted").toHaveCount(0);
});
