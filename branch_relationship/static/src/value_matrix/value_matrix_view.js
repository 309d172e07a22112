import {registry} from "@web/core/registry";
import {ValueMatrixController} from "./value_matrix_controller";

export const valueMatrixView = {
    type: "value_matrix",
    Controller: ValueMatrixController,
    searchMenuTypes: ["filter", "favorite"],
};

registry.category("views").add("value_matrix", valueMatrixView);
