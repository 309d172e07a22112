from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PersonalFile(http.Controller):
    """What is kept about a customer, downloaded to be handed over; nothing of it stays
    on the server."""

    @http.route("/relationship/personal-file/<int:customer_id>", auth="user")
    def personal_file(self, customer_id):
        customer = request.env["res.partner"].browse(customer_id).exists()
        content = customer._disclose_personal()
        headers = [
            ("Content-Type", XLSX),
            ("Content-Disposition", content_disposition(f"{customer.name}.xlsx")),
        ]
        return request.make_response(content, headers)
