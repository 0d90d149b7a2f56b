import { element } from './dom.js';

const SAID_FOR = 2000;

/** Copies on a click, and says so on the button itself. */
export function copyOnClick(button, text) {
  const label = button.textContent;
  button.addEventListener('click', async () => {
    button.textContent = (await copied(text())) ? 'Copied' : 'Not allowed';
    setTimeout(() => (button.textContent = label), SAID_FOR);
  });
  return button;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (forbidden) {
    return copiedBySelection(text);
  }
}

/** Without HTTPS there is no clipboard, but what is selected can be copied. */
function copiedBySelection(text) {
  const area = element('textarea', { class: 'sr-only' });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
