/**
 * From the client's card, which is open, to a won deal: the steps of a client
 * manager, in Russian.
 *
 * @param {string} product name of the product as the manager reads it
 */
export function getSaleSteps(product) {
    return [
        {
            content: "open a deal from the card",
            trigger: "button[name=action_new_deal]:contains(Новая сделка)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=product_id] input",
            run: `edit ${product}`,
        },
        {
            trigger: `.o-autocomplete--dropdown-item:contains(${product})`,
            run: "click",
        },
        {
            content: "the deal is called by its product",
            trigger: `.o_field_widget[name=name] textarea:value(${product}), .o_field_widget[name=name] input:value(${product})`,
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "the first gate is open",
            trigger:
                ".o_bank_gate_panel.alert-success:contains(Предварительные условия)",
        },
        { trigger: "button[name=action_next_stage]", run: "click" },
        {
            content: "the second one says what blocks and what to do",
            trigger:
                ".o_bank_gate_panel.alert-warning .o_bank_gate_reason:contains(Сумма)",
        },
        { trigger: ".o_bank_gate_remedy:contains(Согласуйте с клиентом сумму и срок)" },
        { trigger: "button[name=action_next_stage]", run: "click" },
        {
            content: "and refuses in the same words",
            trigger: ".modal-body:contains(Согласуйте с клиентом сумму и срок)",
        },
        { trigger: ".modal-footer button", run: "click" },
        {
            content: "clear it",
            trigger: "body:not(:has(.modal)) .o_field_widget[name=amount] input",
            run: "edit 100000",
        },
        { trigger: ".o_field_widget[name=term_months] input", run: "edit 12" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_bank_gate_panel.alert-success:contains(Итоговые условия)" },
        { trigger: "button[name=action_next_stage]", run: "click" },
        {
            content: "the stage has planned its task",
            trigger: ".o-mail-Activity:contains(Представить условия)",
        },
        { trigger: ".o-mail-Activity .o-mail-Activity-markDone", run: "click" },
        { trigger: ".o-mail-ActivityMarkAsDone button:eq(1)", run: "click" },
        { trigger: ".o_bank_gate_panel.alert-success:contains(Договор)" },
        { trigger: "button[name=action_next_stage]", run: "click" },
        {
            content: "the agreement stands",
            trigger: ".o_field_widget[name=agreement_ids] .o_data_row:contains(CRM-)",
        },
    ];
}
