"""Every safeguard behind a promise, how it is taken out, and the narrowest tests that must then go red."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """``text`` stands in ``file`` exactly once and is replaced."""

    file: str
    text: str
    instead: str


@dataclass(frozen=True)
class Mutant:
    """``pytest`` or ``vitest`` names the tests, as arguments of that command. ``is_shown``: in a browser, on the app built without it."""

    name: str
    promise: str
    edits: tuple[Edit, ...]
    pytest: tuple[str, ...] = ()
    vitest: tuple[str, ...] = ()
    is_shown: bool = False


def without(file: str, text: str, instead: str = "") -> tuple[Edit, ...]:
    return (Edit(file, text, instead),)


def py(name: str, promise: str, edits: tuple[Edit, ...], file: str, only: str) -> Mutant:
    return Mutant(name, promise, edits, pytest=(file, "-k", only))


def ts(name: str, promise: str, edits: tuple[Edit, ...], file: str, only: str) -> Mutant:
    return Mutant(name, promise, edits, vitest=(f"tests/{file}", "-t", only))


def shown(name: str, promise: str, edits: tuple[Edit, ...], file: str, only: str) -> Mutant:
    return Mutant(name, promise, edits, pytest=(f"tests/e2e/{file}", "-k", only), is_shown=True)


CURSOR, APPLY, INGEST = "server/ledger/cursor.py", "server/ledger/apply.py", "server/ledger/ingest.py"
OUTBOX, SEND, PULL = "pwa/src/device/outbox_write.ts", "pwa/src/device/outbox_send.ts", "pwa/src/device/sync_pull.ts"
ONE_CHAIN = "async function chainOf(tx: IDBTransaction, device: string): Promise<Chain> {"
REMEMBERED_CHAIN = f"""let cached: Promise<Chain> | null = null;
const chainOf = (tx: IDBTransaction, device: string) => (cached ??= readChain(tx, device));
{ONE_CHAIN.replace("chainOf", "readChain")}"""

SIGN_OUT_EVERYWHERE = """        mine = select(PersonSession.person).where(PersonSession.token_hash == hash_of(token)).scalar_subquery()
        db.session.execute(delete(PersonSession).where(PersonSession.person == mine))"""
REFUSED_HERE = 'op.execute(f"CREATE TRIGGER {table}_is_never_{name} BEFORE {event} ON {table} {refused}")'
HISTORY = "migrations/versions/0014_history_is_never_changed.py"
GUARDS = (
    py(
        "role-in-compose",
        "P9",
        without("docker-compose.yml", "//office:${OFFICE_PASSWORD:?", "//loupe:${OFFICE_PASSWORD:?"),
        "tests/stack/test_stack.py",
        "SE2",
    ),
    py(
        "waits-for-the-owner",
        "P9",
        without("server/lay_tables.py", " or isinstance(error.orig, InsufficientPrivilege)"),
        "tests/stack/test_stack.py",
        "PR6",
    ),
    py("never-changed", "P9", without(HISTORY, REFUSED_HERE, "pass"), "tests/ledger/test_guarded.py", "SE1 and sqlite"),
    py(
        "never-emptied",
        "P9",
        without(HISTORY, "OR DELETE OR TRUNCATE", "OR DELETE"),
        "tests/ledger/test_guarded.py",
        "SE1 and postgresql",
    ),
    py(
        "nor-as-a-replica",
        "P9",
        without(HISTORY, "ENABLE ALWAYS TRIGGER", "ENABLE TRIGGER"),
        "tests/ledger/test_guarded.py",
        "SE1 and postgresql",
    ),
    py(
        "nor-replaced",
        "P9",
        without("server/database.py", "recursive_triggers=ON", "recursive_triggers=OFF"),
        "tests/ledger/test_guarded.py",
        "SE1 and sqlite",
    ),
    py(
        "adds-only",
        "P9",
        without("server/database_role.py", 'return "SELECT, INSERT"\n', 'return "SELECT, INSERT, UPDATE"\n'),
        "tests/ledger/test_database_role.py",
        "nothing_else",
    ),
    py(
        "line-headers",
        "P18",
        without("server/app.py", "    guard.cover_line(app)\n"),
        "tests/house/test_guard.py",
        "every_kind_of_reply",
    ),
    shown(
        "no-text-is-code",
        "P18",
        without("server/web/guard.py", "require-trusted-types-for 'script'; "),
        "test_trusted_types.py",
        "SE5",
    ),
    py(
        "kept-heads",
        "P9",
        without("server/ledger/published.py", "if _chain_at(one.commit) == one.chain:", "if _chain_at(one.commit):"),
        "tests/ledger/test_published.py",
        "sealed_anew and sqlite",
    ),
    py(
        "heads-are-kept",
        "P9",
        without("server/ledger/published.py", 'path.open("a")', 'path.open("w")'),
        "tests/ledger/test_published.py",
        "sealed_anew and sqlite",
    ),
)
OFFICE = (
    py(
        "marked-before-the-swap",
        "P5",
        without("server/backup/restore.py", "put_in_place(marked, ", "put_in_place(content / archive.DATABASE, "),
        "tests/backup/test_restore.py",
        "BU4 and sqlite",
    ),
    py(
        "figures-behind-a-proxy",
        "P18",
        without("server/watch/door.py", "config.proxies or config.public_url or ", ""),
        "tests/watch/test_watch.py",
        "OB3",
    ),
    py(
        "figures-forwarded",
        "P18",
        without("server/watch/door.py", " or any(name in request.headers for name in BETWEEN)"),
        "tests/watch/test_watch.py",
        "OB3",
    ),
    py(
        "counts-taken-over",
        "P20",
        without("server/watch/counts.py", "self._counted[name] += before if name != LINES else 0.0", "pass"),
        "tests/watch/test_watch.py",
        "OB4_what",
    ),
    py(
        "ledger-walked-daily",
        "P9",
        without("server/jobs.py", "    if done.returncode:", "    if False:"),
        "tests/watch/test_watch.py",
        "OB5_a_ledger",
    ),
    py(
        "last-good-walk",
        "P9",
        without("server/watch/verified.py", "good_ms = now if report.good else last and last.good_ms", "good_ms = now"),
        "tests/watch/test_watch.py",
        "OB5_the_ledger and sqlite",
    ),
    py(
        "home-is-tried",
        "P4",
        without("server/watch/ready.py", "            os.write(file.fileno(), PAGE)", "            pass"),
        "tests/watch/test_watch.py",
        "OB1_live_and and sqlite",
    ),
    py(
        "a-restore-is-told",
        "P5",
        without("server/ledger/ingest.py", "verdicts, now.restored_ms)", "verdicts)"),
        "tests/watch/test_watch.py",
        "OB6 and sqlite",
    ),
    py(
        "cases-wait-for-the-restore",
        "P5",
        without("server/ledger/watermark.py", " or head().restored_ms is not None"),
        "tests/watch/test_watch.py",
        "OB6 and sqlite",
    ),
    py(
        "jobs-wait-for-the-restore",
        "P5",
        without("server/jobs.py", "        except Unconfirmed:", "        except ZeroDivisionError:"),
        "tests/watch/test_watch.py",
        "OB6 and sqlite",
    ),
    py(
        "unique-id",
        "P2",
        without("migrations/versions/0001_the_first_tables.py", 'sa.UniqueConstraint("id", name="uq_ledger_id"),'),
        "tests/ledger/test_at_once.py",
        "one_id_from_several_phones and sqlite",
    ),
    py(
        "same-bytes",
        "P12",
        without("server/ledger/lineup.py", "bytes(row.bytes) == arrival.sent.bytes and ", ""),
        "tests/ledger/test_custody.py",
        "a_number_the_office_has and sqlite",
    ),
    py(
        "head-lock",
        "P6",
        without(CURSOR, "_LOCK_HEAD = _SELECT_HEAD.with_for_update()", "_LOCK_HEAD = _SELECT_HEAD"),
        "tests/ledger/test_at_once.py",
        "commit_numbers_are_dense and postgresql",
    ),
    py(
        "written-before-it-is-confirmed",
        "P4",
        without("server/database.py", '        connection.execute("SET synchronous_commit TO on")\n'),
        "tests/sync/test_crash.py",
        "P4 and postgresql",
    ),
    py(
        "begin-immediate",
        "P4",
        without(CURSOR, 'exec_driver_sql("BEGIN IMMEDIATE")', 'exec_driver_sql("BEGIN")'),
        "tests/sync/test_hammer.py",
        "sixteen_writers and sqlite",
    ),
    py(
        "sample-lock",
        "P6",
        without("server/ledger/samples.py", '"id", ids, lock=True)', '"id", ids)'),
        "tests/ledger/test_at_once.py",
        "no_move_is_lost and postgresql",
    ),
    py(
        "savepoint",
        "P12",
        without(APPLY, "with db.session.begin_nested():", "if True:"),
        "tests/ledger/test_sequence.py",
        "only_the_database_refuses and sqlite",
    ),
    py(
        "signature",
        "P9",
        without("server/ledger/arrivals.py", "if vouched or is_signed(", "if True or is_signed("),
        "tests/ledger/test_sequence.py",
        "forged_record and sqlite",
    ),
    py(
        "vouching-by-prev",
        "P9",
        without("server/ledger/arrivals.py", "later.action.prev == arrival.hash", "True"),
        "tests/ledger/test_sequence.py",
        "changed_record_in_the_middle and sqlite",
    ),
    py(
        "prev-chain",
        "P3",
        without(APPLY, "if not is_old and not _follows(", "if False and not _follows("),
        "tests/ledger/test_sequence.py",
        "forked and sqlite",
    ),
    py(
        "right-to-deliver",
        "P18",
        without(INGEST, "if newest is None or not is_signed(", "if newest is None and not is_signed("),
        "tests/ledger/test_envelope.py",
        "stranger_or_another and sqlite",
    ),
    py(
        "held-predecessor",
        "P3",
        without("server/ledger/lineup.py", "elif arrival.seq > following and", "elif False and"),
        "tests/ledger/test_sequence.py",
        "behind_a_hole and sqlite",
    ),
    py(
        "authority-online-only",
        "P16",
        without("server/ledger/arrivals.py", "if action.kind in AUTHORITY else None", "if False else None"),
        "tests/ledger/test_sequence.py",
        "authority_is_never and sqlite",
    ),
    py(
        "revoked-quarantine",
        "P10",
        without(INGEST, "    if phone.is_revoked:", "    if False:"),
        "tests/ledger/test_custody.py",
        "revoked_phone and sqlite",
    ),
    py(
        "revoked-at-next-call",
        "P10",
        without("server/people/access.py", 'device is not None and device.state == "revoked"', "False"),
        "tests/sync/test_pull.py",
        "revoked_phone and sqlite",
    ),
    py(
        "clamp",
        "P11",
        without("server/core/order.py", "ms = max(_earliest(action, contact, latest), min(wished, latest))", "ms = wished"),
        "tests/ledger/test_clocks.py",
        "(year_fast or had_seen) and sqlite",
    ),
    py(
        "learnt-offset",
        "P11",
        without("server/ledger/phones.py", "offset_ms = now_ms - word.wall_ms", "offset_ms = 0"),
        "tests/ledger/test_clocks.py",
        "slow and sqlite",
    ),
    py(
        "offset-before-it-was-set",
        "P11",
        without("server/ledger/apply.py", "not is_set(was_ms, phone.offset_ms) or not made:", "True:"),
        "tests/ledger/test_clocks.py",
        "clock_was_set and sqlite",
    ),
    py(
        "courier-sees-the-clock",
        "P11",
        without("server/ledger/carriages.py", "if courier is None or met is None:", "if True:"),
        "tests/ledger/test_carried.py",
        "set_while_away and sqlite",
    ),
    py(
        "courier-set-since",
        "P11",
        without("server/ledger/carriages.py", "return phone, DOUBTED if", "return phone, STRAIGHT if"),
        "tests/ledger/test_carried.py",
        "set_since and sqlite",
    ),
    py(
        "courier-not-heard-since",
        "P11",
        without("server/ledger/carriages.py", "is_set(self.offset_ms, offset_ms) or ", ""),
        "tests/ledger/test_carried.py",
        "set_since and sqlite",
    ),
    py(
        "doubt-between-two-pauses",
        "P11",
        without("server/core/clock_set.py", "self.first <= n < self.last", "False"),
        "tests/ledger/test_clocks.py",
        "either_of_two_pauses and sqlite",
    ),
    py(
        "one-does-the-jobs",
        "P2",
        without("server/sole.py", "return self._held is not None", "return True"),
        "tests/house/test_jobs.py",
        "sqlite",
    ),
    py(
        "tables-laid-once",
        "P13",
        without("server/lay_tables.py", 'with one_by_one(app, "migrations"):', "if True:"),
        "tests/stack/test_stack.py",
        "PR6",
    ),
    py(
        "news-over-redis",
        "P15",
        without("server/sync/bus.py", 'speaker.publish(CHANNEL, orjson.dumps(word | {"from": self._me}))', "orjson.dumps(word)"),
        "tests/stack/test_stack.py",
        "PR2",
    ),
    py(
        "nothing-before-it-is-confirmed",
        "P5",
        without("server/ledger/cursor.py", "    if unconfirmed_ms is not None:", "    if False:"),
        "tests/backup/test_restore.py",
        "older_backup and sqlite",
    ),
    py(
        "a-backup-is-walked",
        "P20",
        without("server/backup/prove.py", "    return report.good, entries, str(report)", "    return True, entries, str(report)"),
        "tests/backup/test_restore.py",
        "tampered",
    ),
    py(
        "settle-barrier",
        "P8",
        without("server/core/fold.py", "if fact.known_ms > earliest and", "if False and"),
        "tests/core/test_settle_undo.py",
        "C14",
    ),
    py(
        "stored-order",
        "P8",
        without(
            "server/core/fold.py",
            "fact in sorted(facts, key=lambda fact: (fact.order_ms, fact.device, fact.seq, fact.action.id)):",
            "fact in facts:",
        ),
        "tests/core/test_fold_laws.py",
        "C20",
    ),
    py(
        "refold-when-late",
        "P8",
        without("server/core/fold.py", "        if fact.key <= state.key:\n            return False\n", ""),
        "tests/ledger/test_custody.py",
        "(order_in_which_phones_reconnect or late_action_that_explains) and sqlite",
    ),
    py(
        "doubt-ends-no-dispute",
        "P7",
        without("server/core/custody.py", "is_answer = known.kind not in WHO_HAS_IT or not may_be_before", "is_answer = True"),
        "tests/core/test_custody.py",
        "C8",
    ),
    py(
        "both-claims",
        "P7",
        without("server/core/deeds.py", 'custody.claim(state, "return_missing", state.held, fact)', "pass"),
        "tests/core/test_custody.py",
        "C3",
    ),
    py(
        "watermark",
        "P7",
        without("server/ledger/watermark.py", "waiting = mark.waiting(case.at_ms)", "waiting: list[str] = []"),
        "tests/ledger/test_custody.py",
        "provisional_until and sqlite",
    ),
    py(
        "tag-looked-up-again",
        "P2",
        without("server/ledger/subjects.py", "if open_codes and _read(open_codes) !=", "if False and _read(open_codes) !="),
        "tests/ledger/test_at_once.py",
        "between_the_look_and_the_write and postgresql",
    ),
    py(
        "chain-over-bytes",
        "P9",
        without("server/ledger/verify.py", "if link(walk.chain, row) != row.chain:", "if False:"),
        "tests/ledger/test_tampering.py",
        "sqlite and changed_entry",
    ),
    py(
        "epoch-in-the-office",
        "P5",
        without("server/sync/pull_routes.py", "if start.epoch != head.epoch[:SHORT] or (", "if (False and "),
        "tests/sync/test_pull.py",
        "another_epoch and sqlite",
    ),
    py(
        "chain-in-the-office",
        "P13",
        without("server/sync/pull.py", '(chain_at(connection, commit) or "").startswith(chain)', "True"),
        "tests/sync/test_pull.py",
        "put_back_without_a_word and sqlite",
    ),
    py(
        "requester-approves",
        "P16",
        without("server/ledger/authority.py", "and by in state.askers:", "and False:"),
        "tests/ledger/test_slips.py",
        "whoever_edits and sqlite",
    ),
    py(
        "slip-as-it-was-read",
        "P16",
        without("server/ledger/authority.py", 'body.get("request") != state.request.action.id', "False"),
        "tests/ledger/test_life.py",
        "ring_from_its_delivery and sqlite",
    ),
    py(
        "two-people-scrap",
        "P16",
        without("server/ledger/authority.py", '.get("assessed_by") == by', '.get("assessed_by") == 0'),
        "tests/ledger/test_slips.py",
        "E4 and sqlite",
    ),
    py(
        "one-approver-at-a-time",
        "P16",
        without("server/slips/decide.py", "_ = tx.number  # the head is locked", "pass  # the head is locked"),
        "tests/slips/test_booking.py",
        "X30 and postgresql",
    ),
    py(
        "own-case",
        "P16",
        without("server/ledger/settle.py", "if by in parties(case.claims, _answering(case.sample)) and", "if False and"),
        "tests/desk/test_settling.py",
        "no_limit and sqlite",
    ),
    py(
        "let-in-only-if-signed",
        "P10",
        without("server/ledger/review.py", "return is_signed(public_key, row.sig, bytes(row.bytes))", "return True"),
        "tests/desk/test_review.py",
        "did_not_sign and sqlite",
    ),
    py(
        "role",
        "P18",
        without("server/people/access.py", "if not here.rights.intersection(rights):", "if False:"),
        "tests/people/test_rights.py",
        "sqlite",
    ),
    py(
        "left-and-gone",
        "P18",
        without("server/people/access.py", ", Person.active.is_(True))", ")"),
        "tests/people/test_sessions.py",
        "very_moment_of_leaving and sqlite",
    ),
    py(
        "session-of-one-phone",
        "P18",
        without("server/people/access.py", "if found is None or found.device not in (None, device):", "if found is None:"),
        "tests/people/test_sessions.py",
        "worth_nothing_on_another_device and sqlite",
    ),
    py(
        "invite-used-once",
        "P18",
        without("server/people/devices.py", "Invite.used_ms.is_(None), ", ""),
        "tests/people/test_phones.py",
        "first_look_was_too_early and sqlite",
    ),
    py(
        "tries-counted-first",
        "P18",
        without("server/people/lockout.py", "if failures > limit.most]", "if failures > 10**9]"),
        "tests/people/test_sessions.py",
        "five_wrong_pins and sqlite",
    ),
    py(
        "code-works-once",
        "P18",
        without("server/people/totp.py", " or step <= (kept.last_step or 0)"),
        "tests/people/test_second_step.py",
        "SE9 and works_once and sqlite",
    ),
    py(
        "code-apps-sealed",
        "P18",
        without("server/people/totp.py", "    return seal(b32decode(secret), person)", "    return secret"),
        "tests/people/test_sealed.py",
        "SE17 and database_alone and sqlite",
    ),
    py(
        "sealed-for-one",
        "P18",
        (
            Edit("server/sealed.py", "encrypt(nonce, plain, person.encode())", "encrypt(nonce, plain, b\"\")"),
            Edit("server/sealed.py", "whole[_NONCE:], person.encode())", "whole[_NONCE:], b\"\")"),
        ),
        "tests/people/test_sealed.py",
        "SE17 and moved and sqlite",
    ),
    py(
        "second-step-counts-tries",
        "P18",
        without("server/people/sessions.py", "    limits = for_second(begun.person, address)\n", "    limits = ()\n"),
        "tests/people/test_second_step.py",
        "SE10 and five_wrong_codes and sqlite",
    ),
    py(
        "required-cuts-rights",
        "P18",
        without("server/people/access.py", "if person and not lacks_step else", "if person else"),
        "tests/people/test_second_step.py",
        "SE14 and no_right_until and sqlite",
    ),
    py(
        "challenge-once",
        "P18",
        without("server/people/tickets.py", "mine.values(challenge=None)", "mine.values(challenge=begun.challenge)"),
        "tests/people/test_second_step.py",
        "SE12 and one_answer and sqlite",
    ),
    py(
        "foreign-site",
        "P18",
        without("server/web/origin.py", "    if not _comes_from_us(request, public_url):", "    if False:"),
        "tests/people/test_sessions.py",
        "another_site and sqlite",
    ),
    py(
        "pixels-only",
        "P19",
        (
            Edit("server/media/picture.py", "bare = Image.frombytes(image.mode, image.size, image.tobytes())", "bare = image"),
            Edit("server/media/picture.py", "    plain.info = {}\n", ""),
            Edit(
                "server/media/picture.py",
                'bare.save(out, "JPEG", quality=85, optimize=True)',
                'bare.save(out, "JPEG", exif=image.getexif())',
            ),
        ),
        "tests/media/test_picture.py",
        "P19",
    ),
    py(
        "bomb-by-its-header",
        "P19",
        without("server/media/picture.py", "if image.width * image.height > MOST_PIXELS:", "if False:"),
        "tests/media/test_picture.py",
        "bomb",
    ),
)

PHONE = (
    ts(
        "nothing-sent-to-a-restored-office",
        "P5",
        without("pwa/src/device/sync.ts", "restored.value === null ? await deliver() : 0", "await deliver()"),
        "device/turns.test.ts",
        "OB7",
    ),
    ts(
        "a-restore-is-no-failure",
        "P5",
        without("pwa/src/device/sync.ts", "    if (restored.value === null) throw error;", "    throw error;"),
        "device/turns.test.ts",
        "OB7",
    ),
    ts(
        "the-failed-call-is-kept",
        "P3",
        without("pwa/src/device/exchange.ts", "  host.kept?.setItem(FAILED, JSON.stringify(failedCall.value));"),
        "device/turns.test.ts",
        "OB8",
    ),
    ts(
        "strict-durability",
        "P1",
        without(OUTBOX, '(tx) => append(tx, all, author), { durability: "strict" })', "(tx) => append(tx, all, author))"),
        "device/outbox.test.ts",
        "P1 a scan is green",
    ),
    ts(
        "green-after-complete",
        "P1",
        without("pwa/src/device/db.ts", "tx.oncomplete = () => resolve(result);", "setTimeout(() => resolve(result));"),
        "device/outbox.test.ts",
        "P1",
    ),
    ts(
        "ballast",
        "P14",
        without(OUTBOX, "    await dropBallast();\n    return once();", "    throw error;"),
        "device/outbox.test.ts",
        "P14 a full phone",
    ),
    ts(
        "an-older-app-put-back",
        "P13",
        without("pwa/src/device/db.ts", 'error.name === "VersionError"', "false"),
        "device/outbox.test.ts",
        "P13 an app put back",
    ),
    ts(
        "full-no-more",
        "P14",
        without(OUTBOX, 'if (stored.value.trouble === "full") stored.value = { ...stored.value, trouble: null };'),
        "device/outbox.test.ts",
        "P14 a phone that was full",
    ),
    ts(
        "a-full-phone-delivers",
        "P14",
        without("pwa/src/device/keys.ts", "if (!isFull(error)) throw error;", "throw error;"),
        "device/outbox.test.ts",
        "P14 a phone too full",
    ),
    ts(
        "answers-with-the-reserve",
        "P14",
        without(SEND, "await withBallast(() => outboxDb", "await ((once: () => Promise<string[]>) => once())(() => outboxDb"),
        "device/outbox.test.ts",
        "with its reserve",
    ),
    ts(
        "number-read-in-its-transaction",
        "P2",
        without(OUTBOX, ONE_CHAIN, REMEMBERED_CHAIN),
        "device/outbox.test.ts",
        "O1 two tabs",
    ),
    ts(
        "written-once",
        "P2",
        without(OUTBOX, "  if (before) return before;\n", ""),
        "device/outbox.test.ts",
        "S1 a first try",
    ),
    ts(
        "reply-names-the-batch",
        "P3",
        without("pwa/src/core/reply.ts", "raw.batch !== batch || ", ""),
        "device/sync.test.ts",
        "P3 the outbox is untouched by another batch",
    ),
    ts(
        "reply-names-the-ids",
        "P3",
        without("pwa/src/core/reply.ts", "raw.id !== id || ", ""),
        "device/sync.test.ts",
        "P3 the outbox is untouched by a foreign id",
    ),
    ts(
        "a-verdict-each",
        "P3",
        without("pwa/src/core/reply.ts", " || raw.verdicts.length !== ids.length", ""),
        "device/sync.test.ts",
        "P3 the outbox is untouched by one verdict too many",
    ),
    ts(
        "a-redirect-is-no-reply",
        "P3",
        without("pwa/src/device/exchange.ts", "if (response.redirected)", "if (false)"),
        "device/sync.test.ts",
        "P3 a redirect",
    ),
    ts(
        "epoch-on-the-phone",
        "P5",
        without(SEND, "if (before === epoch) return [];", "if (before !== undefined) return [];"),
        "device/sync.test.ts",
        "P5 the push hears",
    ),
    py(
        "history-of-what-is-kept",
        "P5",
        without("server/sync/recent.py", " or not pull.stands_in(connection, head, old.head.commit, old.head.chain)"),
        "tests/sync/test_recent.py",
        "P5 and put_back",
    ),
    py(
        "a-read-after-the-question",
        "P7",
        without("server/sync/recent.py", "if self._begun == came or self._window is None:", "if self._begun == 0 or self._window is None:"),
        "tests/sync/test_recent.py",
        "another_read_runs",
    ),
    py(
        "taken-away-is-not-kept",
        "P6",
        without("server/sync/recent.py", " | {one.takes_away for one in new if one.takes_away}"),
        "tests/sync/test_recent.py",
        "taken_away",
    ),
    py(
        "keeps-the-floor",
        "P15",
        without("server/ledger/cursor.py", "            self._speaker.keep_floor()", "            pass"),
        "tests/ledger/test_floor.py",
        "S12",
    ),
    py(
        "lines-in-turn",
        "P15",
        without("server/sync/pump.py", "behind[: min(AT_ONCE, self._may_say())]", "behind"),
        "tests/sync/test_live.py",
        "in_turn",
    ),
    ts(
        "chain-at-the-cursor",
        "P5",
        without(PULL, ", chain: head.chain }", " }"),
        "device/sync.test.ts",
        "P5 the same epoch but another chain",
    ),
    ts(
        "how-much-of-ours-it-has",
        "P5",
        without("pwa/src/device/sync_push.ts", "reoffered + (await reofferAbove(device, reply.ack))", "reoffered"),
        "device/sync.test.ts",
        "P5 a backup put back that",
    ),
    ts(
        "kept-thirty-days",
        "P5",
        without(SEND, "const KEEP_MS = 30 * 86_400_000;", "const KEEP_MS = 0;"),
        "device/sync.test.ts",
        "P3 what was confirmed is kept",
    ),
    ts(
        "held-stays-owed",
        "P3",
        without(SEND, 'if (row.verdict === "held") ', "if (false) "),
        "device/sync.test.ts",
        "S1 held",
    ),
    ts(
        "flagged-though-the-reply-was-lost",
        "P3",
        without(SEND, 'return verdict.first === "flagged" ||', 'return verdict.verdict === "flagged" ||'),
        "device/sync.test.ts",
        "P12 flagged",
    ),
    ts(
        "swapped-in-whole",
        "P8",
        without("pwa/src/device/rows_disk.ts", "if (kept?.set !== mine.set || kept.cursor !== since) return null;", ""),
        "device/rows.test.ts",
        "S1 two tabs",
    ),
    ts(
        "lost-connection-once-more",
        "P14",
        without("pwa/src/device/db.ts", "if (!isLost(error)) throw error;", "throw error;"),
        "device/outbox.test.ts",
        "S1 a connection lost",
    ),
    ts(
        "photos-leave-room",
        "P14",
        without("pwa/src/device/photo_room.ts", 'return "photos_full";', "{}"),
        "device/photos.test.ts",
        "P14 two hundred",
    ),
    ts(
        "photos-after-scans",
        "P14",
        without("pwa/src/device/photo_send.ts", "isOwing.peek() || ", ""),
        "device/photos.test.ts",
        "never before an action",
    ),
    ts(
        "a-stuttering-scanner",
        "P1",
        without("pwa/src/device/wedge.ts", "this.isKnown ? STALL_MS : GAP_MS", "GAP_MS"),
        "scan/wedge.test.ts",
        "stutters",
    ),
    ts(
        "reset-says-so",
        "P14",
        without("pwa/src/device/keys.ts", 'host.kept?.getItem(REMEMBERED) ? "reset" : "new"', '"new"'),
        "device/outbox.test.ts",
        "a phone that was reset",
    ),
    ts(
        "revoked-is-remembered",
        "P10",
        without("pwa/src/device/sync_push.ts", '  await setRevoked(batch.device, reply.device === "revoked");\n', ""),
        "device/turns.test.ts",
        "P10",
    ),
    ts(
        "locked-when-deactivated",
        "P17",
        without("pwa/src/device/people.ts", "if (now.active) person.value = now;\n  else lock();", "person.value = now;"),
        "device/people.test.ts",
        "P17 somebody deactivated",
    ),
    py(
        "newest-of-its-own",
        "P7",
        without("server/sync/rows.py", "newest=plain.newest.where(Matter.of == of)", "newest=plain.newest.where(Matter.of != of)"),
        "tests/sync/test_pull.py",
        "one_table_alone",
    ),
    py(
        "flagged-is-told",
        "P7",
        without("server/sync/rows.py", ', Entry.verdict == "flagged")', ")"),
        "tests/sync/test_pull.py",
        "what_was_flagged",
    ),
    py(
        "lock-by-right",
        "P18",
        without("server/stock/settings.py", ', "idle_lock_min": "settings"}', "}"),
        "tests/stock/test_settings.py",
        "locks_itself",
    ),
    ts(
        "asleep-is-away",
        "P17",
        without("pwa/src/device/idle.ts", "hidden.untouched_ms + host.now_ms() - hidden.at_ms", "hidden.untouched_ms"),
        "device/idle.test.ts",
        "slept in a pocket",
    ),
    ts(
        "left-and-loaded-anew",
        "P17",
        without("pwa/src/device/people.ts", "if (wasLeft()) host.session?.removeItem(HERE);\n  else ", ""),
        "device/idle.test.ts",
        "loading the page anew",
    ),
)

IN_THE_HAND = (
    shown(
        "locks-itself-in-the-hand",
        "P17",
        without("pwa/src/device/start.ts", "  watchIdle(() => person.value && lock());\n"),
        "test_field_faults.py",
        "nobody_touches",
    ),
    shown(
        "ballast-in-the-hand",
        "P14",
        without(OUTBOX, "    await dropBallast();\n    return once();", "    throw error;"),
        "test_field_faults.py",
        "two_hundred_scans",
    ),
    shown(
        "red-in-the-hand",
        "P14",
        without("pwa/src/device/outbox.ts", 'throw new NotRecorded("not_stored", error);', "return [];"),
        "test_field_faults.py",
        "two_hundred_scans",
    ),
    shown(
        "offered-again-in-the-hand",
        "P5",
        without(SEND, '  for (const { device, seq, id } of verdicts) tx.objectStore("owed").put({ device, seq, id });\n'),
        "test_field_faults.py",
        "a_backup_put_back and word",
    ),
    shown(
        "what-it-has-in-the-hand",
        "P5",
        without("pwa/src/device/sync_push.ts", "reoffered + (await reofferAbove(device, reply.ack))", "reoffered"),
        "test_field_faults.py",
        "a_backup_put_back and unseen",
    ),
    shown(
        "an-older-app-in-the-hand",
        "P13",
        without("pwa/src/device/db.ts", 'error.name === "VersionError"', "false"),
        "test_field_faults.py",
        "an_older_app",
    ),
    shown(
        "two-tabs-in-the-hand",
        "P2",
        without(OUTBOX, ONE_CHAIN, REMEMBERED_CHAIN),
        "test_field_faults.py",
        "an_update_with_fifty",
    ),
    shown(
        "an-update-in-the-hand",
        "P13",
        without("pwa/src/device/outbox_tables.ts", 'store("loupe-outbox"', 'store(`loupe-outbox${document.body.dataset.build ?? ""}`'),
        "test_field_faults.py",
        "an_update_with_fifty",
    ),
    shown(
        "clamp-in-the-hand",
        "P11",
        without("server/core/order.py", "ms = max(_earliest(action, contact, latest), min(wished, latest))", "ms = wished"),
        "test_field_faults.py",
        "a_clock_three_days",
    ),
    shown(
        "reset-in-the-hand",
        "P14",
        without("pwa/src/device/keys.ts", 'host.kept?.getItem(REMEMBERED) ? "reset" : "new"', '"new"'),
        "test_field_faults.py",
        "storage_was_cleared",
    ),
    shown(
        "a-courier-tells-the-clock",
        "P11",
        without("pwa/src/device/cargo_send.ts", 'typeof ahead_ms === "number"', "false"),
        "test_relay.py",
        "200_scans",
    ),
    shown(
        "signing-out-here",
        "P17",
        without(
            "server/people/sessions.py",
            "        db.session.execute(delete(PersonSession).where(PersonSession.token_hash == hash_of(token)))",
            SIGN_OUT_EVERYWHERE,
        ),
        "test_two_at_once.py",
        "two_phones_of_one_person",
    ),
)

MUTANTS = GUARDS + OFFICE + PHONE + IN_THE_HAND
