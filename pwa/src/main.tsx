/** Opens the app: the person's own settings, their language, the device, then the screen. */
import "./device/trusted";
import { render } from "preact";
import { start } from "./device/start";
import { allWords, speak } from "./i18n/t";
import { App } from "./screens/App";
import { chosenLanguage, keepSettings } from "./settings";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/screens.css";
import "./style/slips.css";
import "./style/register.css";
import "./style/receipts.css";
import "./style/returns.css";
import "./style/repairs.css";
import "./style/places.css";
import "./style/imports.css";
import "./style/notices.css";
import "./style/board.css";
import "./style/cases.css";
import "./style/counts.css";
import "./style/relay.css";
import "./style/phones.css";
import "./style/fairs.css";

keepSettings();
const starting = start(); // opens the databases while the words load; failures show in the `ready` signal
await speak(chosenLanguage());
const root = document.getElementById("app");
if (root) render(<App />, root);
allWords().catch((error: unknown) => console.warn("not all words yet", error)); // a screen that needs them asks again
await starting;
