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

class Rule extends models.Model {
    condition = fields.Char();

    _records = [{ id: 1, condition: "[]" }];
}

class Loan extends models.Model {
    name = fields.Char();
}

defineMailModels();
defineModels([Rule, Loan]);

async function mountCondition(isValid) {
    onRpc("loan", "search_count", () => {
        throw makeServerError({ type: "AccessError" });
    });
    onRpc("/web/domain/validate", () => isValid);
    await mountView({
        type: "form",
        resModel: "rule",
        resId: 1,
        arch: `<form><field name="condition" widget="bank_condition" options="{'model': 'loan'}"/></form>`,
    });
    await animationFrame();
}

test("whoever may not count the documents is not told that it is invalid", async () => {
    await mountCondition(true);
    expect(".o_field_domain_panel .text-warning").toHaveCount(0);
    expect(".o_domain_show_selection_button").toHaveCount(0);
});

test("what the server cannot read is called invalid", async () => {
    await mountCondition(false);
    expect(".o_field_domain_panel .text-warning").toHaveCount(1);
});
