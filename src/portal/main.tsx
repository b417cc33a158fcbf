/** The portal's entry. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@fontsource-variable/noto-sans-sc";
import { App } from "./app/App.tsx";
import { applyTheme } from "./app/theme.ts";
import "./style/tokens.css";
import "./style/base.css";
import "./style/kit.css";
import "./style/tables.css";
import "./style/forms.css";
import "./style/shell.css";
import "./style/print.css";

const room = document.getElementById("root");
if (room === null) throw new Error("the page has no element for the portal");
applyTheme();
createRoot(room).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
