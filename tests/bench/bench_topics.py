# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The topic classifier on requests it has not seen, against plain machines.

Figures of quality come before the JSON line of the measure, with the calibration
table. English needs ``banking77/train.csv`` in the folder named by BANK_DATA (default
``../shared/data`` beside the repository); its held-out tenth is stratified by label
with a fixed seed and plays no part in the choice of parameters. BANK_CROSS_VALIDATE=1
adds the five-fold figures inside the other nine tenths (several minutes).
"""

import csv
import json
import os
import statistics
import time
from pathlib import Path

import numpy as np

from odoo.addons.bank_text.tools import topics
from odoo.addons.bank_text.tools.topic_training import measure

ROOT = Path(__file__).resolve().parents[2]
SEED = 2026


def read(path, label):
    """Return ``(texts, labels)`` of a csv file with a header."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [row["text"] for row in rows], [row[label] for row in rows]


def deal(labels, parts):
    """Return a part for every label, dealt out evenly within each label."""
    order = np.random.default_rng(SEED).permutation(len(labels))
    order = sorted(order, key=lambda place: labels[place])
    dealt = np.empty(len(labels), int)
    dealt[order] = np.arange(len(labels)) % parts
    return dealt


def time_suggestions(texts, labels):
    """Return the times of suggesting and of the bare product of the same numbers."""
    model = topics.fit(texts, labels)
    ours, floor = [], []
    for text in texts[:500]:
        start = time.perf_counter()
        topics.suggest(model, text)
        middle = time.perf_counter()
        rows, values = topics.vectorise(text, model.vocabulary, model.idf)
        found = time.perf_counter()
        np.argsort(values @ model.weights[rows].astype(np.float32) + model.bias)
        ours.append(middle - start)
        floor.append(time.perf_counter() - found)
    return {
        "ours_s": statistics.median(ours),
        "floor_s": statistics.median(floor),
        "stock_s": None,
    }


def hold_out(texts, labels, dealt, part):
    """Return probabilities, targets and figures of a model blind to one part."""
    seen = [place for place in range(len(texts)) if dealt[place] != part]
    unseen = [place for place in range(len(texts)) if dealt[place] == part]
    start, started = time.perf_counter(), time.process_time()
    model = topics.fit([texts[i] for i in seen], [labels[i] for i in seen])
    trained, worked = time.perf_counter() - start, time.process_time() - started
    found, spent = [], []
    for place in unseen:
        start = time.perf_counter()
        topics.suggest(model, texts[place])
        spent.append(time.perf_counter() - start)
        found.append(topics.probabilities(model, texts[place]))
    targets = np.array([model.labels.index(labels[place]) for place in unseen])
    found = np.array(found)
    figures = measure(found, targets)
    figures.update(
        train_s=round(trained, 1),
        train_cpu_s=round(worked, 1),
        suggest_ms=round(1000 * statistics.median(spent), 2),
        suggest_ms_95=round(1000 * sorted(spent)[int(len(spent) * 0.95)], 2),
        model_mb=round(len(model.to_bytes()) / 1e6, 1),
        answered=round(float((np.max(found, axis=1) >= model.threshold).mean()), 4),
    )
    return found, targets, figures


def plain(texts, labels, dealt, part):
    """Return the figures of words and word pairs with a linear machine alone."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    seen, unseen = np.flatnonzero(dealt != part), np.flatnonzero(dealt == part)
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    matrix = words.fit_transform([texts[i] for i in seen])
    machine = LinearSVC().fit(matrix, [labels[i] for i in seen])
    scores = machine.decision_function(words.transform([texts[i] for i in unseen]))
    names = list(machine.classes_)
    targets = np.array([names.index(labels[i]) for i in unseen])
    figures = measure(topics.softmax(4 * scores), targets)
    return {key: figures[key] for key in ("top1", "top3", "top1_abstaining")}


def show(name, figures):
    """Print one JSON line and the calibration table."""
    table = figures.pop("calibration", ())
    print(json.dumps({"measure": name, **figures}))
    for bound, texts, stated, right in table:
        print(
            f"  {bound:.1f}: {texts:5d} texts, stated {stated:.3f}, right {right:.3f}"
        )


def cross_validate(texts, labels, parts):
    """Return the figures of all texts, each judged by a model that had not seen it."""
    dealt = deal(labels, parts)
    runs = [hold_out(texts, labels, dealt, part)[:2] for part in range(parts)]
    found, targets = (np.concatenate(columns) for columns in zip(*runs, strict=True))
    return measure(found, targets)


def measure_russian(env, n):
    """Ten-fold figures on the small hand-written set."""
    path = ROOT / "addons" / "bank_text" / "tests" / "data" / "topics_ru.csv"
    texts, labels = read(path, "topic")
    show("topics_ru_10_fold", cross_validate(texts, labels, 10))
    return time_suggestions(texts, labels)


def measure_english(env, n):
    """The held-out tenth of banking77."""
    data = Path(os.environ.get("BANK_DATA", ROOT.parent / "shared" / "data"))
    source = data / "banking77" / "train.csv"
    if not source.exists():
        print(f"No {source}: set BANK_DATA to measure English.")
        return {}
    texts, labels = read(source, "category")
    dealt = deal(labels, 10)
    show("topics_en_plain", plain(texts, labels, dealt, 0))
    show("topics_en_held_out_tenth", hold_out(texts, labels, dealt, 0)[2])
    inner = [place for place in range(len(texts)) if dealt[place] != 0]
    texts, labels = [texts[i] for i in inner], [labels[i] for i in inner]
    if os.environ.get("BANK_CROSS_VALIDATE"):
        show("topics_en_5_fold_of_nine_tenths", cross_validate(texts, labels, 5))
    return time_suggestions(texts, labels)


MEASURES = {"topics_ru": measure_russian, "topics_en": measure_english}
