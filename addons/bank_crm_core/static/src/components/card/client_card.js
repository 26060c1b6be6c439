import { useEffect } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";

const STALE_MS = 30000;

/**
 * The client's card: read anew when somebody else has had to do with the client (the bus
 * says so), and when the page comes back after a while. What is being typed stays.
 */
export class ClientCardController extends FormController {
    setup() {
        super.setup();
        this.bus = useService("bus_service");
        this.readAt = Date.now();
        const onChanged = (message) => {
            if (message.id === this.model.root.resId && message.user !== user.userId) {
                this.readAnew();
            }
        };
        const onFocus = () => {
            if (Date.now() - this.readAt > STALE_MS) {
                this.readAnew();
            }
        };
        useEffect(
            () => {
                this.bus.subscribe("bank_card_changed", onChanged);
                window.addEventListener("focus", onFocus);
                return () => {
                    this.bus.unsubscribe("bank_card_changed", onChanged);
                    window.removeEventListener("focus", onFocus);
                };
            },
            () => []
        );
        useEffect(
            (id) => {
                if (id) {
                    this.bus.addChannel(`bank_card/${id}`);
                    return () => this.bus.deleteChannel(`bank_card/${id}`);
                }
            },
            () => [this.model.root.resId]
        );
    }

    async readAnew() {
        const root = this.model.root;
        this.readAt = Date.now();
        if (root.resId && !(await root.isDirty())) {
            await this.model.load();
        }
    }
}

registry
    .category("views")
    .add("bank_client_card", { ...formView, Controller: ClientCardController });
