# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import unittest

import numpy as np

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_text.tools import sentence_encoder

try:
    from hypothesis import given, settings
    from hypothesis import strategies as st
except ImportError:  # a development dependency
    raise unittest.SkipTest("hypothesis is not installed") from None

_quick = settings(max_examples=60, deadline=None, derandomize=True, database=None)


@tagged("post_install", "-at_install")
class TestSentenceEncoder(BaseCase):
    """What a sentence means, as a vector."""

    def test_vectors_are_those_of_the_published_model(self):
        """Its authors give these cosines; ours are rounded to a byte a number."""
        given_one, *others = sentence_encoder.encode(
            [
                "That is a happy person",
                "That is a happy dog",
                "That is a very happy person",
                "Today is a sunny day",
            ]
        )
        for other, cosine in zip(others, (0.695, 0.943, 0.257), strict=True):
            self.assertAlmostEqual(float(given_one @ other), cosine, delta=0.01)

    def test_alike_in_sense_and_not_in_words(self):
        asked, like, other = sentence_encoder.encode(
            [
                "A thief got hold of my plastic",
                "My card was stolen",
                "How old must I be to open an account?",
            ]
        )
        self.assertGreater(asked @ like, asked @ other + 0.2)

    def test_what_is_not_latin_has_no_vector(self):
        texts = ["", None, "где моя карта", "карта Visa не пришла", "漢字", "12:30 !"]
        self.assertFalse(sentence_encoder.encode(texts).any())
        self.assertTrue(sentence_encoder.encode(["Carte perdue"]).any())

    def test_a_text_alone_and_among_others(self):
        texts = ["Where is my card?", "Where is it?", "где", "My card is lost, help"]
        together = sentence_encoder.encode(texts * 20)[-len(texts) :]
        for text, vector in zip(texts, together, strict=True):
            alone = sentence_encoder.encode([text])[0]
            self.assertTrue(np.allclose(alone, vector, atol=1e-4), text)

    def test_case_and_accents_do_not_count(self):
        one, other = sentence_encoder.encode(["Café, where?", "CAFE, WHERE?"])
        self.assertTrue(np.allclose(one, other, atol=1e-5))

    def test_no_more_than_the_beginning_is_read(self):
        beginning = "where is my card " * 60
        one, other = sentence_encoder.encode([beginning, beginning * 10_000])
        self.assertTrue(np.array_equal(one, other))
        read = sentence_encoder.simplify(beginning * 10_000)
        self.assertEqual(read, beginning[: len(read)])
        self.assertLess(len(read), len(beginning))

    @_quick
    @given(st.text(max_size=120) | st.text("abc éñ-'’0Яß", max_size=1200))
    def test_any_text_has_a_vector_of_length_one_or_none(self, text):
        (vector,) = sentence_encoder.encode([text])
        length = float(np.linalg.norm(vector))
        self.assertTrue(length == 0 or abs(length - 1) < 1e-3, length)
        self.assertEqual(bool(length), sentence_encoder.is_latin(text))
