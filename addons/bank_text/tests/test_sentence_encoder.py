# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import hashlib
import unittest
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import numpy as np

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_text.tools import sentence_encoder

from .encoder_file import other_file

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

    def test_its_origin_and_licences_are_told(self):
        """Whoever changes the file tells what it is made from, anew."""
        folder = sentence_encoder.FILE.parent
        told = (folder / "README.md").read_text(encoding="utf-8")
        content = sentence_encoder.FILE.read_bytes()
        self.assertIn(hashlib.sha256(content).hexdigest(), told)
        for name in ("LICENSE-Apache-2.0.txt", "LICENSE-MIT-MiniLM.txt"):
            self.assertIn(name, told)
            self.assertTrue((folder / name).read_text(encoding="utf-8"))

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

    def test_weights_are_read_where_a_text_needs_them(self):
        with patch.object(sentence_encoder, "load") as loaded:
            found = sentence_encoder.encode(["где моя карта", None])
            loaded.assert_not_called()
        width = sentence_encoder.load().width
        self.assertEqual((found.shape, found.any()), ((2, width), False))
        self.assertEqual(sentence_encoder.encode([]).shape, (0, width))

    def test_a_file_that_is_missing_or_damaged_is_told_of(self):
        whole = sentence_encoder.FILE.read_bytes()
        for content in (None, b"", b"PK\x03\x04", whole[: len(whole) // 2]):
            with other_file(content):
                for read in (sentence_encoder.read_meta, sentence_encoder.load):
                    with self.assertRaisesRegex(ValueError, "cannot be read"):
                        read()

    def test_many_at_once_read_it_once(self):
        calls = []

        class Slow(sentence_encoder.Encoder):
            def __init__(self, *args):
                calls.append(1)
                super().__init__(*args)

        with (
            other_file(sentence_encoder.FILE.read_bytes()),
            patch.object(sentence_encoder, "Encoder", Slow),
            ThreadPoolExecutor(4) as pool,
        ):
            found = list(pool.map(lambda _turn: sentence_encoder.load(), range(4)))
        self.assertEqual((len(calls), len(set(map(id, found)))), (1, 1))

    def test_too_long_a_word_is_not_taken_apart(self):
        encoder = sentence_encoder.load()
        unknown, tried = [encoder.places["[UNK]"]], []

        class Watched(dict):
            def get(self, key, default=None):
                tried.append(key)
                return super().get(key, default)

        with patch.object(encoder, "places", Watched(encoder.places)):
            self.assertEqual(encoder._split_word("card" * 200), unknown)
            self.assertEqual(tried, [])
            self.assertNotEqual(encoder._split_word("card" * 15), unknown)

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
