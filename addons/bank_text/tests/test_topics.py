# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import builtins
import csv
import dataclasses
import subprocess
import sys
import unittest
from pathlib import Path
from unittest.mock import patch

import numpy as np

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_text.tools import (
    sentence_encoder,
    topic_features,
    topic_meaning,
    topic_training,
    topics,
)

try:
    import sklearn
except ImportError:
    sklearn = None

_DATA = Path(__file__).parent / "data"


def _read(name, label):
    with open(_DATA / name, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [row["text"] for row in rows], [row[label] for row in rows]


@tagged("post_install", "-at_install")
class TestTopics(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if sklearn is None:
            raise unittest.SkipTest("scikit-learn is needed to train")
        cls.texts, cls.labels = _read("topics_ru.csv", "topic")
        # every fifth text is kept aside
        cls.unseen = range(0, len(cls.texts), 5)
        kept = set(cls.unseen)
        cls.seen = [place for place in range(len(cls.texts)) if place not in kept]
        cls.model = topics.fit(
            [cls.texts[place] for place in cls.seen],
            [cls.labels[place] for place in cls.seen],
        )

    def test_russian_requests_not_seen_before(self):
        first = among = 0
        for place in self.unseen:
            found = [
                label for label, _p in topics.suggest(self.model, self.texts[place])
            ]
            first += found[0] == self.labels[place]
            among += self.labels[place] in found
        self.assertGreater(first / len(self.unseen), 0.72)
        self.assertGreater(among / len(self.unseen), 0.9)

    def test_russian_requests_written_after_the_tools(self):
        texts, labels = _read("topics_ru_unseen.csv", "topic")
        self.assertFalse(set(texts) & set(self.texts))
        self.assertEqual(set(labels), set(self.labels))
        found = [topics.suggest(self.model, text) for text in texts]
        first = [row[0][0] == one for row, one in zip(found, labels, strict=True)]
        among = [one in dict(row) for row, one in zip(found, labels, strict=True)]
        self.assertGreater(np.mean(first), 0.75)
        self.assertGreater(np.mean(among), 0.9)

    def test_another_word_for_the_same_thing(self):
        """No word of the request but the card was in the examples."""
        texts = ["украли карту", "карта похищена", "кража карты",
                 "курьер карты", "доставка карты", "вручение карты"]  # fmt: skip
        model = topics.fit(texts, ["theft"] * 3 + ["delivery"] * 3)
        self.assertEqual(topics.suggest(model, "стащили карту")[0][0], "theft")
        self.assertEqual(topics.suggest(model, "карту привезли")[0][0], "delivery")

    def test_features_of_a_request(self):
        found = topic_features.features("Банкомат съел карту")
        self.assertIn("банкомат>карт", found["near"])
        self.assertNotIn("карт>банкомат", found["near"])
        self.assertEqual(found["sense"]["=@swallow"], 1)
        self.assertIn("=@atm&@card", found["sense"])
        # over the blank, not within a word
        self.assertIn("^т_съ", found["run"])
        self.assertNotIn("^банк", found["run"])

    def test_cross_validation_is_repeatable_and_judges_every_text(self):
        texts, labels = self.texts[:80], self.labels[:80]
        one = topic_training.cross_validate(texts, labels, folds=4, seed=1)
        self.assertEqual(one["texts"], 80)
        again = topic_training.cross_validate(texts, labels, folds=4, seed=1)
        self.assertEqual(one, again)

    def test_cross_validation_has_not_seen_what_it_judges(self):
        """Labels dealt out by chance cannot be told but by having seen the texts."""
        texts = self.texts[:120]
        labels = [f"label {place % 4}" for place in range(len(texts))]
        found = topic_training.cross_validate(texts, labels, folds=4)
        self.assertLess(found["top1"], 0.5)

    def test_word_forms_and_slips(self):
        for text, expected in {
            "карточку мою сожрал банкомат": "atm_swallowed",
            "досрочного погашения кредита": "early_repayment",
            "заблокируйте пожалуйста карточку, утеряна": "card_block",
            "ДВАЖДЫ СПИСАЛИ ДЕНЬГИ": "double_charge",
            "ипотеку хотим": "mortgage",
            "пинкод забыл": "pin_code",
        }.items():
            with self.subTest(text=text):
                self.assertEqual(topics.suggest(self.model, text)[0][0], expected)

    def test_english_requests(self):
        texts, labels = _read("topics_en.csv", "category")
        seen = [place for place in range(len(texts)) if place % 4]
        model = topics.fit([texts[i] for i in seen], [labels[i] for i in seen])
        right = [
            topics.suggest(model, texts[i])[0][0] == labels[i]
            for i in range(0, len(texts), 4)
        ]
        self.assertGreater(np.mean(right), 0.85)

    def _learn_english(self):
        """Return a model of every fourth request, and how many others it tells."""
        texts, labels = _read("topics_en.csv", "category")
        seen = range(0, len(texts), 4)
        model = topics.fit([texts[i] for i in seen], [labels[i] for i in seen])
        right = [
            topics.suggest(model, texts[i])[0][0] == labels[i]
            for i in range(len(texts))
            if i % 4
        ]
        return model, sum(right)

    def test_the_sense_of_sentences_counts_beside_their_words(self):
        model, with_sense = self._learn_english()
        self.assertEqual(model.meaning.weights.shape[1], len(model.labels))
        with patch.object(topic_meaning, "learn", return_value=None):
            words_alone, without = self._learn_english()
        self.assertIsNone(words_alone.meaning)
        self.assertGreater(with_sense, without + 2)
        # and in its own tongue nothing is added to a request in another one
        self.assertFalse(model.meaning.score(topic_meaning.encode(["карта"])).any())

    def test_russian_is_told_by_words_alone(self):
        self.assertIsNone(self.model.meaning)

    def test_a_kept_model_of_sentences_says_the_same(self):
        model, _right = self._learn_english()
        data = model.to_bytes()
        again = topics.TopicModel.from_bytes(data)
        text = "somebody took my card"
        self.assertEqual(topics.suggest(again, text), topics.suggest(model, text))
        self.assertEqual(again.to_bytes(), data)
        other = "an encoder of another year"
        with (
            patch.object(topic_meaning, "get_encoder_name", return_value=other),
            self.assertRaisesRegex(ValueError, "train anew"),
        ):
            topics.TopicModel.from_bytes(data)
        short = dataclasses.replace(model.meaning, weights=model.meaning.weights[:-1])
        damaged = dataclasses.replace(model, meaning=short)
        with self.assertRaisesRegex(ValueError, "damaged"):
            topics.TopicModel.from_bytes(damaged.to_bytes())

    def test_a_model_is_kept_and_taken_up_without_the_weights_of_sentences(self):
        model, _right = self._learn_english()
        with patch.object(sentence_encoder, "load") as loaded:
            again = topics.TopicModel.from_bytes(model.to_bytes())
            self.assertTrue(topics.suggest(again, "Where is моя карта? Где она?"))
            loaded.assert_not_called()

    def test_many_texts_at_once_are_told_as_one_by_one(self):
        model, _right = self._learn_english()
        texts = ["somebody took my card", None, "漢字", "top up by cheque", "где card"]
        with patch.object(
            topic_meaning, "encode", side_effect=topic_meaning.encode
        ) as encode:
            found = topics.suggest_all(model, texts, limit=2)
        self.assertEqual(encode.call_count, 1)
        for text, together in zip(texts, found, strict=True):
            alone = topics.suggest(model, text, limit=2)
            self.assertEqual([name for name, _p in together], [n for n, _p in alone])
            for (_name, one), (_same, other) in zip(together, alone, strict=True):
                self.assertAlmostEqual(one, other, places=3)
        self.assertEqual([len(row) for row in found], [2, 0, 0, 2, 2])
        self.assertEqual(topics.suggest_all(model, []), [])
        self.assertEqual(topics.suggest_all(model, texts[:1], limit=0), [[]])
        for best, (ranked, *_others) in zip(
            topics.suggest_all(model, texts[::3], 1, abstain=True),
            found[::3],
            strict=True,
        ):
            self.assertEqual(best, [ranked] if ranked[1] >= model.threshold else [])

    def test_a_model_kept_before_sentences_were_read_still_serves(self):
        with patch.object(topics, "_FORMAT", 3):
            data = self.model.to_bytes()
        text = "забыл пин"
        self.assertEqual(
            topics.suggest(topics.TopicModel.from_bytes(data), text),
            topics.suggest(self.model, text),
        )
        with patch.object(topics, "_FORMAT", 2):
            older = self.model.to_bytes()
        with self.assertRaisesRegex(ValueError, "train anew"):
            topics.TopicModel.from_bytes(older)

    def test_probabilities(self):
        found = topics.suggest(self.model, "забыл пин", limit=99)
        self.assertEqual(len(found), len(self.model.labels))
        shares = [share for _label, share in found]
        self.assertEqual(shares, sorted(shares, reverse=True))
        self.assertAlmostEqual(sum(shares), 1.0, places=4)

    def test_abstains_on_about_a_tenth_and_on_the_right_one(self):
        answered = {True: [], False: []}
        for place in self.unseen:
            text = self.texts[place]
            label = topics.suggest(self.model, text)[0][0]
            certain = bool(topics.suggest(self.model, text, abstain=True))
            answered[certain].append(label == self.labels[place])
        self.assertLess(len(answered[False]) / len(self.unseen), 0.25)
        self.assertGreater(np.mean(answered[True]), np.mean(answered[False]))
        strange = "xyzzy погода на Марсе"
        self.assertEqual(topics.suggest(self.model, strange, abstain=True), [])

    def test_nothing_known_is_no_suggestion(self):
        for text in ("", None, "   ", "漢字", "!!!"):
            self.assertEqual(topics.suggest(self.model, text), [])
        self.assertEqual(topics.suggest(self.model, "пин", limit=0), [])

    def test_kept_model_says_the_same(self):
        data = self.model.to_bytes()
        again = topics.TopicModel.from_bytes(data)
        text = "не могу войти в приложение"
        self.assertEqual(topics.suggest(again, text), topics.suggest(self.model, text))
        self.assertEqual(again.report, self.model.report)
        self.assertEqual(again.to_bytes(), data)

    def test_foreign_bytes_are_refused(self):
        data = self.model.to_bytes()
        for bad in (b"", b"PK\x03\x04", b"\x80\x04K\x01.", data[: len(data) // 2]):
            with self.assertRaises(ValueError):
                topics.TopicModel.from_bytes(bad)

    def test_training_is_repeatable(self):
        texts, labels = self.texts[:80], self.labels[:80]
        one, other = topics.fit(texts, labels), topics.fit(texts, labels)
        self.assertEqual(one.to_bytes(), other.to_bytes())

    def test_report_has_a_calibration_table(self):
        report = self.model.report
        self.assertEqual(sum(row[1] for row in report["calibration"]), report["texts"])
        self.assertLess(report["calibration_error"], 0.07)

    def test_a_suggestion_reads_so_much_of_a_text_only(self):
        """Its time does not grow with the text; how long it is: ``make bench``."""
        letter = "слово и дело, " * 300
        longer = letter + "забыл пин-код " * 10_000
        self.assertEqual(
            topic_features.features(letter), topic_features.features(longer)
        )
        self.assertEqual(
            topics.suggest(self.model, letter), topics.suggest(self.model, longer)
        )

    def test_two_labels_and_lone_texts(self):
        texts = ["забыл пин", "новый пин", "пин код", "ипотека", "ставка ипотеки"]
        model = topics.fit(texts, ["pin"] * 3 + ["mortgage"] * 2)
        self.assertEqual(topics.suggest(model, "пин")[0][0], "pin")
        self.assertEqual(topics.suggest(model, "ипотека")[0][0], "mortgage")
        model = topics.fit([*texts, "вклад"], ["p", "p", "p", "m", "m", "one"])
        self.assertEqual(topics.suggest(model, "вклад")[0][0], "one")

    def test_input_that_cannot_be_learned_from(self):
        cases = (([], []), (["а"], ["x"]), (["а", "б"], ["x", "x"]), (["а"], []),
                 (["а", " ", None], ["x", "y", "z"]))  # fmt: skip
        for texts, labels in cases:
            with self.subTest(texts=texts), self.assertRaises(ValueError):
                topics.fit(texts, labels)

    def test_missing_scikit_learn_is_told(self):
        real = builtins.__import__

        def refuse(name, *args, **kwargs):
            if name.startswith("sklearn"):
                raise ImportError(name)
            return real(name, *args, **kwargs)

        with (
            patch.object(builtins, "__import__", refuse),
            self.assertRaisesRegex(ImportError, "pip install scikit-learn"),
        ):
            topics.fit(["а", "б"], ["x", "y"])

    def test_suggesting_needs_no_scikit_learn(self):
        code = (
            "import sys; sys.path.insert(0, sys.argv[1]); sys.modules['sklearn'] = None;"
            "sys.modules['scipy'] = None; from tools import topics;"
            "model = topics.TopicModel.from_bytes(sys.stdin.buffer.read());"
            "print(topics.suggest(model, 'забыл пин')[0][0])"
        )
        addon = str(Path(__file__).parents[1])
        done = subprocess.run(
            [sys.executable, "-c", code, addon],
            input=self.model.to_bytes(), capture_output=True, check=True,
        )  # fmt: skip
        self.assertEqual(done.stdout.decode().strip(), "pin_code")

    def test_measure_counts_by_hand(self):
        certainty = np.array([[0.9, 0.1], [0.8, 0.2], [0.4, 0.6], [0.7, 0.3]])
        figures = topic_training.measure(certainty, np.array([0, 1, 1, 0]))
        self.assertEqual(figures["top1"], 0.75)
        self.assertEqual(figures["top3"], 1.0)
        self.assertEqual(figures["calibration"][0], [0.5, 1, 0.6, 1.0])
