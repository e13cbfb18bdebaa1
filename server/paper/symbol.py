"""The dark and light of a tag's code: QR version 1 at level Q for sixteen characters, or the smaller Data Matrix 16 × 16."""

import numpy
import qrcode
import zxingcpp
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.util import MODE_ALPHA_NUM, QRData

Matrix = list[list[bool]]
QUIET = {"qr": 4, "datamatrix": 1}  # modules of white around, as the standards ask


def modules(code: str, symbol: str) -> Matrix:
    """True is dark; rows from the top, without the quiet zone."""
    return _qr(code) if symbol == "qr" else _data_matrix(code)


def _qr(code: str) -> Matrix:
    made = qrcode.QRCode(version=1, error_correction=ERROR_CORRECT_Q, border=0)
    made.add_data(QRData(code, mode=MODE_ALPHA_NUM))
    made.make(fit=False)
    return [[bool(cell) for cell in row] for row in made.get_matrix()]


def _data_matrix(code: str) -> Matrix:
    made = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    return (numpy.array(zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=False)) == 0).tolist()
