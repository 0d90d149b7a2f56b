import { element } from './dom.js';

const CONFIRMATION_MS = 2000;

/** Makes the button copy a text when clicked, and confirm it in its label for a moment. */
export function copyOnClick(button, text) {
  const label = button.textContent;
  button.addEventListener('click', async () => {
    button.textContent = (await copy(text())) ? 'Copied' : 'Copy failed';
    setTimeout(() => (button.textContent = label), CONFIRMATION_MS);
  });
  return button;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (forbidden) {
    return copyBySelection(text);
  }
}

/** Without HTTPS there is no clipboard API, but a selected text can be copied. */
function copyBySelection(text) {
  const area = element('textarea', { class: 'sr-only' });
  area.value = text;
  document.body.append(area);
  area.select();
  const succeeded = document.execCommand('copy');
  area.remove();
  return succeeded;
}
