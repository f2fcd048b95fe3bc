"""What people see of a finance organisation: a face for each module of its product."""

from __future__ import annotations

from functools import cached_property

from zsim.catalogue.model import Product
from zsim.fakes.finance.documents.face import DocumentFace
from zsim.fakes.finance.documents.module import DocumentModule
from zsim.fakes.finance.documents.payments import PaymentModule
from zsim.fakes.finance.linked import LinkedFace
from zsim.fakes.finance.module import FinanceFace, FinanceModule
from zsim.fakes.finance.modules import ITEMS, VENDORS, require_document, require_offered
from zsim.fakes.finance.parties import PartyFace
from zsim.fakes.store.face import CommandLog
from zsim.fakes.store.modules import Modules
from zsim.ports.errors import PartlyModelled


class FinanceFaces(PartlyModelled):
    """The faces of an organisation's modules, each made once."""

    product: Product
    modules: Modules[FinanceModule]
    _recorder: CommandLog
    _document_faces: dict[str, DocumentFace]

    @cached_property
    def customers(self) -> PartyFace:
        """The customers."""
        return PartyFace(self.modules["customers"], self._recorder, self.modules.get)

    @cached_property
    def contact_persons(self) -> FinanceFace:
        """The contact persons of the customers."""
        return FinanceFace(self.modules["contact_persons"], self._recorder, self.modules.get)

    @property
    def estimates(self) -> DocumentFace:
        """The estimates, which Books and Billing call quotes. Source: TXN-15."""
        return self._documents("estimates")

    @property
    def quotes(self) -> DocumentFace:
        """The estimates, by what Books and Billing call them."""
        return self._documents("estimates", "quotes")

    @property
    def invoices(self) -> DocumentFace:
        """The invoices."""
        return self._documents("invoices")

    @property
    def sales_orders(self) -> DocumentFace:
        """The sales orders; ``NotModelled`` where the product has none. Source: TXN-12."""
        return self._documents("sales_orders")

    @property
    def purchase_orders(self) -> DocumentFace:
        """The purchase orders; ``NotModelled`` where the product has none. Source: TXN-12."""
        return self._documents("purchase_orders")

    @property
    def bills(self) -> DocumentFace:
        """The bills vendors sent; ``NotModelled`` where the product has none."""
        return self._documents("bills")

    @property
    def expenses(self) -> DocumentFace:
        """The expenses; ``NotModelled`` where the product has none."""
        return self._documents("expenses")

    @property
    def payments(self) -> DocumentFace:
        """The payments of invoices and bills."""
        return self._documents("payments")

    @cached_property
    def items(self) -> LinkedFace:
        """The items; ``NotModelled`` where the product has none. Source: ITM-01."""
        require_offered(self.product, ITEMS)
        return LinkedFace(self.modules[ITEMS], self._recorder, self.modules.get)

    @cached_property
    def vendors(self) -> PartyFace:
        """The vendors; ``NotModelled`` where the product has none. Source: VEN-01."""
        require_offered(self.product, VENDORS)
        return PartyFace(self.modules[VENDORS], self._recorder, self.modules.get)

    def _documents(self, type: str, asked: str = "") -> DocumentFace:
        """The face of a type of document, made once."""
        require_document(self.product, type, asked or type)
        face = self._document_faces.get(type)
        if face is None:
            module = self.modules[type]
            assert isinstance(module, (DocumentModule, PaymentModule)), f"{type} are documents"
            face = self._document_faces[type] = DocumentFace(module, self._recorder, self.modules.get)
        return face
