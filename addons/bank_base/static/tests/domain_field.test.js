import { expect, test } from "@odoo/hoot";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    makeServerError,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { DomainField } from "@web/views/fields/domain/domain_field";

class Check extends models.Model {
    condition = fields.Char();

    _records = [
        { id: 1, condition: "[('id', '>', 1)]" },
        { id: 2, condition: "[ ]" },
    ];
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

async function mountFolded(resId) {
    const described = new Deferred();
    patchWithCleanup(DomainField.prototype, {
        async loadFacets() {
            await described;
            return super.loadFacets(...arguments);
        },
    });
    await mountView({
        type: "form",
        resModel: "check",
        resId,
        arch: `<form><field name="condition" widget="domain" options="{'model': 'check', 'foldable': True}"/></form>`,
    });
    await animationFrame();
    return () => described.resolve();
}

test("a folded condition is not called empty while it is being described", async () => {
    const describe = await mountFolded(1);
    expect(".o_field_domain .fa-caret-right").toHaveCount(1);
    expect(".o_field_domain .o_facet_value").toHaveCount(0);
    expect(".o_field_domain .o_domain_add_first_node_button").toHaveCount(0);
    describe();
    await animationFrame();
    await animationFrame();
    expect(".o_field_domain .o_facet_value").toHaveCount(1);
    expect(".o_field_domain .o_domain_add_first_node_button").toHaveCount(0);
});

test("a first condition is offered where there is none", async () => {
    await mountFolded(2);
    expect(".o_field_domain .o_domain_add_first_node_button").toHaveCount(1);
});
